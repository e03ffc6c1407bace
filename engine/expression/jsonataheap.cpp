#include "engine/expression/jsonataheap.h"

#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonatafunction.h"

namespace ws::expression::jsonata {

void Heap::refuse() {
    Failure failure("U1001");
    failure.message = "Expression evaluation memory limit exceeded: Check for excessive memory "
                      "usage";
    throw failure;
}

Item Heap::text(std::string value) {
    return Item(new StringRep(*this, std::move(value)));
}

Ref<ArrayRep> Heap::array() {
    return Ref<ArrayRep>(new ArrayRep(*this));
}

Ref<ArrayRep> Heap::sequence() {
    Ref<ArrayRep> rep(new ArrayRep(*this));
    rep->sequence = true;
    return rep;
}

Ref<ArrayRep> Heap::sequence(Item item) {
    Ref<ArrayRep> rep = sequence();
    rep->push(std::move(item));
    return rep;
}

Ref<ObjectRep> Heap::object() {
    return Ref<ObjectRep>(new ObjectRep(*this));
}

const json::Value& Heap::keep(json::Value value) {
    return m_kept.emplace_front(std::move(value));
}

void Heap::destroyNow(Rep* rep) noexcept {
    switch (rep->kind) {
    case Rep::Kind::String:
        delete static_cast<StringRep*>(rep);
        break;
    case Rep::Kind::Array:
        delete static_cast<ArrayRep*>(rep);
        break;
    case Rep::Kind::Object:
        delete static_cast<ObjectRep*>(rep);
        break;
    case Rep::Kind::Tuple:
        delete static_cast<TupleRep*>(rep);
        break;
    case Rep::Kind::Function:
        delete static_cast<FunctionRep*>(rep);
        break;
    case Rep::Kind::Frame:
        delete static_cast<Frame*>(rep);
        break;
    }
}

void Heap::destroy(Rep* rep) noexcept {
    if (rep->kind == Rep::Kind::String) {
        delete static_cast<StringRep*>(rep);
        return;
    }
    if (m_destroying) {
        m_dead.push_back(rep);
        return;
    }
    m_destroying = true;
    destroyNow(rep);
    while (!m_dead.empty()) {
        Rep* next = m_dead.back();
        m_dead.pop_back();
        destroyNow(next);
    }
    m_destroying = false;
}

void Heap::add(CyclicRep* rep) noexcept {
    rep->next = m_cyclic;
    if (m_cyclic)
        m_cyclic->previous = rep;
    m_cyclic = rep;
}

void Heap::remove(CyclicRep* rep) noexcept {
    if (rep->previous)
        rep->previous->next = rep->next;
    else if (m_cyclic == rep)
        m_cyclic = rep->next;
    if (rep->next)
        rep->next->previous = rep->previous;
    rep->next = nullptr;
    rep->previous = nullptr;
}

void Heap::clear() noexcept {
    while (m_cyclic) {
        const Ref<CyclicRep> rep(m_cyclic);
        remove(rep.get());
        rep->clear();
    }
}

void CyclicRep::clear() noexcept {
    if (kind == Kind::Frame) {
        auto* frame = static_cast<Frame*>(this);
        frame->clearBindings();
        frame->parent = Ref<Frame>();
        return;
    }
    auto* function = static_cast<FunctionRep*>(this);
    function->input = Item();
    function->frame = Ref<Frame>();
    function->inner = Ref<FunctionRep>();
    function->second = Ref<FunctionRep>();
    function->arguments.clear();
}

} // namespace ws::expression::jsonata
