<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>AuditDock</name>
    <message numerus="yes">
      <source>%n row(s) in {file}</source>
      <translation>
        <numerusform>%n row in {file}</numerusform>
        <numerusform>%n rows in {file}</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>BoothForm</name>
    <message numerus="yes">
      <source>%n scene(s)</source>
      <translation>
        <numerusform>%n scene</numerusform>
        <numerusform>%n scenes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>BuyerPanel</name>
    <message numerus="yes">
      <source>%n message(s)</source>
      <translation>
        <numerusform>%n message</numerusform>
        <numerusform>%n messages</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChatHead</name>
    <message numerus="yes">
      <source>%n question(s) wait</source>
      <translation>
        <numerusform>%n question waits</numerusform>
        <numerusform>%n questions wait</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChatView</name>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%n new</numerusform>
        <numerusform>%n new</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ClosingBar</name>
    <message numerus="yes">
      <source>%n booth(s) go on sending.</source>
      <translation>
        <numerusform>%n booth goes on sending.</numerusform>
        <numerusform>%n booths go on sending.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Nobody will watch %n booth(s). Press again</source>
      <translation>
        <numerusform>Nobody will watch %n booth. Press again</numerusform>
        <numerusform>Nobody will watch %n booths. Press again</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FoundBar</name>
    <message numerus="yes">
      <source>%n found</source>
      <translation>
        <numerusform>%n found</numerusform>
        <numerusform>%n found</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Needs</name>
    <message numerus="yes">
      <source>%n channel(s) down</source>
      <translation>
        <numerusform>%n channel down</numerusform>
        <numerusform>%n channels down</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n question(s) wait</source>
      <translation>
        <numerusform>%n question waits</numerusform>
        <numerusform>%n questions wait</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>OrdersHead</name>
    <message numerus="yes">
      <source>%n order(s)</source>
      <translation>
        <numerusform>%n order</numerusform>
        <numerusform>%n orders</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PluginForm</name>
    <message numerus="yes">
      <source>%n more setting(s)</source>
      <translation>
        <numerusform>%n more setting</numerusform>
        <numerusform>%n more settings</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Plugins</name>
    <message numerus="yes">
      <source>%n restart(s)</source>
      <translation>
        <numerusform>%n restart</numerusform>
        <numerusform>%n restarts</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RescueBar</name>
    <message numerus="yes">
      <source>%n awaited</source>
      <translation>
        <numerusform>%n awaited</numerusform>
        <numerusform>%n awaited</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not back</source>
      <translation>
        <numerusform>%n not back</numerusform>
        <numerusform>%n not back</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n on standby: all back (hold)</source>
      <translation>
        <numerusform>%n on standby: all back (hold)</numerusform>
        <numerusform>%n on standby: all back (hold)</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message numerus="yes">
      <source>%n booth(s)</source>
      <translation>
        <numerusform>%n booth</numerusform>
        <numerusform>%n booths</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n need(s) me</source>
      <translation>
        <numerusform>%n needs me</numerusform>
        <numerusform>%n need me</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WallView</name>
    <message numerus="yes">
      <source>%n, in fixed places</source>
      <translation>
        <numerusform>%n, in its place</numerusform>
        <numerusform>%n, in fixed places</numerusform>
      </translation>
    </message>
  </context>
</TS>
