#include "engine/workspace/eventlibrary.h"

#include "engine/json/draft.h"
#include "engine/workspace/scaffold.h"
#include "engine/workspace/scanner.h"
#include "engine/workspace/textfile.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace ws;
using namespace ws::workspace;
using json::Value;
using Kind = EventField::Kind;

namespace {

std::map<std::string, std::string> leaves(const Value& value, const std::string& pointer = {}) {
    std::map<std::string, std::string> out;
    if (value.size() == 0)
        out[pointer] = value.dump();
    for (const auto& [key, inner] : value.members())
        out.merge(leaves(inner, pointer + "/" + key));
    for (std::size_t i = 0; i < value.items().size(); ++i)
        out.merge(leaves(value.at(i), pointer + "/" + std::to_string(i)));
    return out;
}

/// Another value that the field takes, with what codings have to get right.
std::string otherValue(const EventField& field) {
    switch (field.kind) {
    case Kind::Text:
        return "새 값+1 x";
    case Kind::Number:
        return "77";
    case Kind::Choice:
        return field.choices.front() == field.initial ? field.choices.back()
                                                      : field.choices.front();
    case Kind::Date:
        return "2031-01-02T03:04:05Z";
    case Kind::Json:
        return Value::object({{"changed", Value(Value::Array{1, "둘"})}}).pretty();
    case Kind::Base64:
        return "Y2hhbmdlZA==";
    }
    return {};
}

bool isWithin(const std::string& pointer, const std::vector<std::string>& places) {
    return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
        return pointer == place || pointer.starts_with(place + "/");
    });
}

} // namespace

class EventLibraryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goal38_theLibraryHasThe68EventsOfSam() {
        std::set<std::string> ids;
        int sam = 0;
        for (const EventTemplate& entry : eventTemplates()) {
            ids.insert(entry.id());
            sam += entry.origin == EventTemplate::Origin::Sam ? 1 : 0;
            QVERIFY2(!entry.title.empty() && !entry.serviceName.empty(), entry.id().c_str());
        }
        QCOMPARE(sam, 68);
        QCOMPARE(ids.size(), eventTemplates().size());
        for (const char* id : {"s3/put", "sqs/receive-message", "apigateway/http-api-proxy",
                               "cloudwatch/scheduled-event", "lex-v2/banking-bot",
                               "alexa-skills-kit/intent-recipe", "stepfunctions/error"})
            QVERIFY2(ids.contains(id), id);
    }

    void goal38_eachFieldChangesExactlyItsPlaces_data() {
        QTest::addColumn<QString>("id");
        for (const EventTemplate& entry : eventTemplates())
            QTest::newRow(entry.id().c_str()) << QString::fromStdString(entry.id());
    }
    void goal38_eachFieldChangesExactlyItsPlaces() {
        QFETCH(const QString, id);
        const auto form = eventForm(id.toStdString());
        QVERIFY(form.ok());
        const std::string text = *eventTemplateText(id.toStdString());
        const auto document = json::Document::parse(text);
        QVERIFY(document.ok());
        const Value before = document->value(document->root());
        const auto initial = form->read(before);
        for (const EventField& field : form->fields()) {
            QVERIFY2(initial.contains(field.name), field.name.c_str());
            QCOMPARE(initial.at(field.name), field.initial);
            const std::string other = otherValue(field);
            const auto edits = form->edits(*document, field.name, other);
            QVERIFY2(edits.ok(), field.name.c_str());
            const auto after = Value::parse(json::applied(text, *edits));
            QVERIFY2(after.ok(), field.name.c_str());
            // What the form reads now, and the event that is made with this value at once.
            auto expected = initial;
            expected[field.name] = other;
            QCOMPARE(form->read(*after), expected);
            QCOMPARE(form->event({{field.name, other}})->dump(), after->dump());
            const auto places = form->placesOf(field.name);
            const auto old = leaves(before);
            for (const auto& [pointer, value] : leaves(*after)) {
                const auto was = old.find(pointer);
                const bool changed = was == old.end() || was->second != value;
                QVERIFY2(!changed || isWithin(pointer, places), pointer.c_str());
            }
            for (const std::string& place : places) {
                const auto was = document->find(place);
                const auto now = json::Document::parse(json::applied(text, *edits));
                QVERIFY2(document->value(was) != now->value(now->find(place)), place.c_str());
            }
        }
    }

    void goal38_eventsAreRecognised_data() { goal38_eachFieldChangesExactlyItsPlaces_data(); }
    void goal38_eventsAreRecognised() {
        QFETCH(const QString, id);
        const auto event = Value::parse(*eventTemplateText(id.toStdString()));
        const std::string found = recognisedTemplate(*event);
        // Several templates give the same event (Rekognition's is one of S3): one that fits as well
        // is as good.
        QCOMPARE(eventForm(found)->likeness(*event), 1.0);
    }

    void whatIsNoEventOfAServiceIsNotTakenForOne() {
        for (const char* text : {"[]", "7", R"({"orderId":"o-1","total":3})",
                                 R"({"jobId":"j","items":[1,2],"customer":"c"})"})
            QCOMPARE(recognisedTemplate(*Value::parse(text)), std::string());
    }

    void codedFieldsDecode() {
        const auto form = *eventForm("kinesis");
        const Value event = *form.event({{"data", "안녕"}});
        QCOMPARE(event["Records"].at(0)["kinesis"]["data"].toString(), std::string("7JWI64WV"));
        const auto key = *eventForm("s3/put")->event({{"key", "a b/c+d"}});
        QCOMPARE(key["Records"].at(0)["s3"]["object"]["key"].toString(), std::string("a+b/c%2Bd"));
        const auto queue = *eventForm("sqs")->event({{"body", "hello"}});
        QCOMPARE(queue["Records"].at(0)["md5OfBody"].toString(),
                 std::string("5d41402abc4b2a76b9719d911017c592"));
    }

    void logsFromTheServiceAreUnpacked() {
        // gzip of {"messageType":"CONTROL_MESSAGE"} by another program.
        const auto event = Value::parse(
            R"({"awslogs":{"data":"H4sIAAAAAAAC/6tWyk0tLk5MTw2pLEhVslJy9vcLCfL3ifd1DQ52dHdVqgUAG/cvDCEAAAA="}})");
        const auto values = eventForm("cloudwatch/logs")->read(*event);
        QVERIFY(values.contains("logs"));
        QCOMPARE(Value::parse(values.at("logs"))->dump(),
                 std::string(R"({"messageType":"CONTROL_MESSAGE"})"));
    }

    void valuesThatAFieldCannotTakeAreRefused() {
        const auto form = *eventForm("s3/put");
        QCOMPARE(form.event({{"size", "big"}}).error().code, std::string("event.notNumber"));
        QCOMPARE(form.event({{"event-time", "today"}}).error().code, std::string("event.notDate"));
        QCOMPARE(form.event({{"colour", "red"}}).error().code, std::string("event.unknownField"));
        const auto api = eventForm("apigateway/aws-proxy")->event({{"method", "JUMP"}});
        QCOMPARE(api.error().code, std::string("event.notChoice"));
        QCOMPARE(eventForm("kinesis/syslog")->event({{"data", "?"}}).error().code,
                 std::string("event.notBase64"));
        QCOMPARE(eventForm("cloudwatch/logs")->event({{"logs", "{"}}).error().code,
                 std::string("event.notJson"));
        QCOMPARE(eventForm("sqz").error().arg("suggestion"), std::string("sqs"));
    }

    void aFieldWhosePlaceIsGoneSaysSoAndTheOthersStay() {
        const auto form = *eventForm("sqs");
        const auto document = json::Document::parse(R"({"Records": [{"body": "x"}]})");
        QCOMPARE(form.edits(*document, "region", "eu-west-1").error().code,
                 std::string("event.fieldGone"));
        const auto edits = form.edits(*document, "body", "y");
        QCOMPARE(json::applied(document->text(), *edits),
                 std::string(R"({"Records": [{"body": "y"}]})"));
    }

    void goal38_anOwnTemplateKeepsTheFormAndTheValues() {
        QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        const auto form = *eventForm("sqs");
        Value event = *form.event({{"body", "mine"}, {"queue-name", "orders"}});
        event.set("extra", "kept");
        const auto path = createTemplate(root, "my orders", form.fileFor(event).pretty() + "\n");
        QVERIFY(path.ok());
        QCOMPARE(createTemplate(root, "my orders", "{}").error().code,
                 std::string("scaffold.exists"));
        const auto found = Scanner(root).scan()->snapshot.templates;
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].name, std::string("my orders"));
        const auto own = EventForm::parse(*Value::parse(readTextFile(root + "/" + *path)->text));
        QVERIFY(own.ok());
        QCOMPARE(own->event({})->dump(), event.dump());
        QCOMPARE(own->field("body")->initial, std::string("mine"));
        QCOMPARE(
            (*own->event({{"queue-name", "q2"}}))["Records"].at(0)["eventSourceARN"].toString(),
            std::string("arn:aws:sqs:us-east-1:123456789012:q2"));
        QVERIFY(renameTemplate(root, "my orders", "orders").ok());
        QVERIFY(removeTemplate(root, "orders").ok());
        QVERIFY(Scanner(root).scan()->snapshot.templates.empty());
        QCOMPARE(removeTemplate(root, "orders").error().code, std::string("scaffold.notFound"));
    }

    void anOwnTemplateThatCannotBeReadSaysWhy() {
        for (const char* text :
             {"{}", R"({"fields":[{"name":"a","initial":"x"}],"event":{}})",
              R"({"fields":[{"name":"a","kind":"colour","initial":"x"}],"event":"${a}"})",
              R"({"fields":[{"name":"a","kind":"number","initial":"x"}],"event":"${a}"})"})
            QCOMPARE(EventForm::parse(*Value::parse(text)).error().code,
                     std::string("template.invalid"));
    }

    void goal38_theTriggersOfAFunctionComeFromItsTemplateAndItsEvents() {
        QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        QVERIFY(createFunction(root, "resize", "python3.12").ok());
        QVERIFY(createFunction(root, "other", "python3.12").ok());
        QVERIFY(createEvent(root, "resize", "queued", *eventTemplateText("sqs")).ok());
        QVERIFY(writeTextFile(root + "/template.yaml",
                              "Resources:\n"
                              "  Resize:\n"
                              "    Type: AWS::Serverless::Function\n"
                              "    Properties:\n"
                              "      CodeUri: functions/resize/\n"
                              "      Events:\n"
                              "        Upload:\n"
                              "          Type: S3\n",
                              {})
                    .ok());
        const Snapshot snapshot = Scanner(root).scan()->snapshot;
        QCOMPARE(triggersOf(snapshot, "resize"), (std::vector<std::string>{"s3", "sqs"}));
        QVERIFY(triggersOf(snapshot, "other").empty());
    }

    void aPrincipalOfAPolicyIsATrigger_data() {
        QTest::addColumn<QString>("principal");
        QTest::addColumn<QString>("services");
        const auto row = [](const char* principal, const char* services) {
            QTest::newRow(principal)
                << QString::fromLatin1(principal) << QString::fromLatin1(services);
        };
        row("s3.amazonaws.com", "s3");
        row("apigateway.amazonaws.com", "apigateway");
        row("sns.amazonaws.com", "sns");
        row("events.amazonaws.com", "eventbridge cloudwatch");
        row("logs.eu-west-1.amazonaws.com", "cloudwatch");
        row("s3.amazonaws.com.cn", "s3");
        row("elasticloadbalancing.amazonaws.com", "alb");
        row("cognito-idp.amazonaws.com", "cognito");
        row("alexa-appkit.amazon.com", "alexa-skills-kit");
        row("lambda.amazonaws.com", "");
        row("nobody.amazonaws.com", "");
        row("123456789012", "");
        row("", "");
    }
    void aPrincipalOfAPolicyIsATrigger() {
        QFETCH(const QString, principal);
        QFETCH(const QString, services);
        QStringList found;
        for (const std::string& service : servicesOfPrincipal(principal.toStdString()))
            found << QString::fromStdString(service);
        QCOMPARE(found.join(u' '), services);
        // Each is one that has templates.
        for (const QString& service : found)
            QVERIFY2(std::ranges::any_of(eventTemplates(),
                                         [&](const EventTemplate& each) {
                                             return each.service == service.toStdString();
                                         }),
                     qPrintable(service));
    }

    void goal38_thePoliciesOfAFunctionSayItsTriggers() {
        QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        for (const char* name : {"resize", "other", "third"})
            QVERIFY(createFunction(root, name, "python3.12").ok());
        QVERIFY(writeTextFile(root + "/template.yaml",
                              "Resources:\n"
                              "  Resize:\n"
                              "    Type: AWS::Lambda::Function\n"
                              "    Properties: {FunctionName: resize}\n"
                              "  MayResize:\n"
                              "    Type: AWS::Lambda::Permission\n"
                              "    Properties:\n"
                              "      Action: lambda:InvokeFunction\n"
                              "      FunctionName: !GetAtt Resize.Arn\n"
                              "      Principal: s3.amazonaws.com\n"
                              "  MayCallOther:\n"
                              "    Type: AWS::Lambda::Permission\n"
                              "    Properties:\n"
                              "      FunctionName: "
                              "arn:aws:lambda:us-east-1:123456789012:function:other:live\n"
                              "      Principal: sns.amazonaws.com\n",
                              {})
                    .ok());
        const Snapshot snapshot = Scanner(root).scan()->snapshot;
        using Services = std::vector<std::string>;
        QCOMPARE(triggersOf(snapshot, "resize"), Services{"s3"});
        QCOMPARE(triggersOf(snapshot, "other"), Services{"sns"});
        const auto policy = json::Value::parse(R"({"Statement":[
            {"Effect":"Allow","Principal":{"Service":["apigateway.amazonaws.com",
             "sns.amazonaws.com"]},"Action":"lambda:InvokeFunction","Resource":"arn"},
            {"Effect":"Deny","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:*"},
            {"Effect":"Allow","Principal":{"Service":"ses.amazonaws.com"},"Action":"lambda:GetPolicy"},
            {"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction"},
            {"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"lambda:InvokeFunction"}
            ]})");
        QCOMPARE(triggersOf(snapshot, "third", {*policy}), (Services{"apigateway", "sns"}));
        QVERIFY(triggersOf(snapshot, "third").empty());
    }
};

QTEST_GUILESS_MAIN(EventLibraryTest)
#include "tst_eventlibrary.moc"
