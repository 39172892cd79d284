import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tryOut } from "../helpers/try-out.ts";

test("a look-up is shown as docs/tls.md prints it", async () => {
  const page = readFileSync(new URL("../../docs/tls.md", import.meta.url), "utf8");
  const [, printed] = /^main offline, open next> open example\.org\n([\s\S]*?)```/m.exec(page) ?? [];
  const target = "xmpp.example.org";
  const tool = tryOut({
    lookUp: async () => ({
      records: [
        { service: "xmpp-client", priority: 10, weight: 10, port: 5222, target },
        { service: "xmpps-client", priority: 5, weight: 10, port: 5223, target },
      ],
    }),
  });
  await tool.run("connect example.org");
  expect(tool.shown.startsWith(printed ?? "nothing is printed there")).toBe(true);
});
