// The views and the colours on a real terminal.
import { it } from "vitest";
import { at, openStream } from "./harness/prompt.ts";

const MESSAGE =
  "<message from='romeo@localhost/orchard' to='me@localhost/desk' type='chat'><body>漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 cafe\u0301</body></message>";

it.each([
  [
    40,
    `S: <message
           from='romeo@localhost/orchard
           ' to='me@localhost/desk'
           type='chat'>
         <body>
             漢字漢字漢字漢字漢字漢字漢
             字漢字漢字漢字 cafe\u0301</body>
       </message>
main`,
  ],
  [
    80,
    `S: <message from='romeo@localhost/orchard' to='me@localhost/desk'
           type='chat'>
         <body>漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 cafe\u0301</body>
       </message>
main`,
  ],
])("in %d columns every row keeps its place", async (columns, rows) => {
  const { server, prompt } = await openStream({ columns });
  server.send(MESSAGE);
  await prompt.waitFor((screen) => screen.replace(/ +$/gm, "").includes(rows));
});

it("a view and a theme count from the next entry on", async () => {
  const { server, prompt } = await openStream();
  prompt.enter("set view compact");
  await prompt.standsAt(`view is compact\n${at.opened}`);
  prompt.enter("set theme mono");
  await prompt.standsAt(`theme is mono\n${at.opened}`);
  server.send("<message from='a@b'><body>hello</body></message>");
  await prompt.waitFor("S: <message> from=a@b: “hello”\n");
});
