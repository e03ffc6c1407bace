<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ws::app::CommandLine</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comment(s) have no place in JSON and are left out</source>
        <translation>
            <numerusform>%n comment has no place in JSON and is left out</numerusform>
            <numerusform>%n comments have no place in JSON and are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alias(es) are written out in JSON</source>
        <translation>
            <numerusform>%n alias is written out in JSON</numerusform>
            <numerusform>%n aliases are written out in JSON</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::app::MainWindow</name>
    <message numerus="yes">
        <source>%n comment(s) cannot be kept in that form.</source>
        <translation>
            <numerusform>%n comment cannot be kept in that form.</numerusform>
            <numerusform>%n comments cannot be kept in that form.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alias(es) are written out in full.</source>
        <translation>
            <numerusform>%n alias is written out in full.</numerusform>
            <numerusform>%n aliases are written out in full.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n file(s) and folder(s)</source>
        <translation>
            <numerusform>Imported %n file or folder</numerusform>
            <numerusform>Imported %n files and folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::app::StatusLine</name>
    <message numerus="yes">
        <source>%n environment(s)</source>
        <translation>
            <numerusform>%n environment</numerusform>
            <numerusform>%n environments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s)</source>
        <translation>
            <numerusform>%n notice</numerusform>
            <numerusform>%n notices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::EditorPage</name>
    <message numerus="yes">
        <source>Line %1: %2 (and %n more)</source>
        <translation>
            <numerusform>Line %1: %2 (and %n more)</numerusform>
            <numerusform>Line %1: %2 (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::FindBar</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::dataplane::LogPanel</name>
    <message numerus="yes">
        <source>%Ln line(s) not kept</source>
        <translation>
            <numerusform>%Ln line not kept</numerusform>
            <numerusform>%Ln lines not kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) not kept</source>
        <translation>
            <numerusform>%Ln call not kept</numerusform>
            <numerusform>%Ln calls not kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) were written before those that are kept.</source>
        <translation>
            <numerusform>%Ln line was written before those that are kept.</numerusform>
            <numerusform>%Ln lines were written before those that are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) of this run are no longer kept.</source>
        <translation>
            <numerusform>%Ln call of this run is no longer kept.</numerusform>
            <numerusform>%Ln calls of this run are no longer kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) that it began are not opened with it: see the steps for more.</source>
        <translation>
            <numerusform>%Ln run that it began is not opened with it: see the steps for more.</numerusform>
            <numerusform>%Ln runs that it began are not opened with it: see the steps for more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::dataplane::StepsPanel</name>
    <message numerus="yes">
        <source>%Ln execution(s) inside are not loaded.</source>
        <translation>
            <numerusform>%Ln execution inside is not loaded.</numerusform>
            <numerusform>%Ln executions inside are not loaded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::designer::CanvasAuthor</name>
    <message numerus="yes">
        <source>The old name still stands in %n text(s), which were left as they are.</source>
        <translation>
            <numerusform>The old name still stands in %n text, which was left as it is.</numerusform>
            <numerusform>The old name still stands in %n texts, which were left as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %n state(s)</source>
        <translation>
            <numerusform>Copied %n state</numerusform>
            <numerusform>Copied %n states</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::designer::Diagram</name>
    <message numerus="yes">
        <source>%n state(s) inside · %1</source>
        <translation>
            <numerusform>%n state inside · %1</numerusform>
            <numerusform>%n states inside · %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::designer::RunAnnouncer</name>
    <message numerus="yes">
        <source>%n state(s) before, then %1</source>
        <translation>
            <numerusform>%n state before, then %1</numerusform>
            <numerusform>%n states before, then %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::designer::Words</name>
    <message numerus="yes">
        <source>Parallel, %n branch(es)</source>
        <translation>
            <numerusform>Parallel, %n branch</numerusform>
            <numerusform>Parallel, %n branches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::designer::WorkflowCanvas</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::designer::WorkflowScene</name>
    <message numerus="yes">
        <source>Retries: up to %n more attempt(s)</source>
        <translation>
            <numerusform>Retries: up to %n more attempt</numerusform>
            <numerusform>Retries: up to %n more attempts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::inspector::InvocationWay</name>
    <message numerus="yes">
        <source>%n event(s) of the function wait</source>
        <translation>
            <numerusform>%n event of the function waits</numerusform>
            <numerusform>%n events of the function wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::inspector::KeptStateView</name>
    <message numerus="yes">
        <source>Inspected %n time(s)</source>
        <translation>
            <numerusform>Inspected %n time</numerusform>
            <numerusform>Inspected %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::timeline::TimelineCanvas</name>
    <message numerus="yes">
        <source>%n environment(s)</source>
        <translation>
            <numerusform>%n environment</numerusform>
            <numerusform>%n environments</numerusform>
        </translation>
    </message>
</context>
</TS>
