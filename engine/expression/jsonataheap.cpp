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

void Heap::add(Frame* frame) noexcept {
    frame->next = m_frames;
    if (m_frames)
        m_frames->previous = frame;
    m_frames = frame;
}

void Heap::remove(Frame* frame) noexcept {
    if (frame->previous)
        frame->previous->next = frame->next;
    else if (m_frames == frame)
        m_frames = frame->next;
    if (frame->next)
        frame->next->previous = frame->previous;
    frame->next = nullptr;
    frame->previous = nullptr;
}

void Heap::clear() noexcept {
    while (m_frames) {
        const Ref<Frame> frame(m_frames);
        remove(frame.get());
        frame->clear();
        frame->parent = Ref<Frame>();
    }
}

} // namespace ws::expression::jsonata
