import { UsageError } from "../errors.ts";
import { iqReply } from "../session/replies.ts";
import { type Addressing, toOwnAccount } from "../shell/addressing.ts";
import { waitOptions } from "../shell/asking.ts";
import { defineCommand } from "../shell/command.ts";
import type { Element } from "../xml/element.ts";
import { rosterGet, rosterRemoval, rosterSet } from "../xmpp/stanzas.ts";

interface Wanted {
  readonly args: { readonly action?: string | undefined; readonly jid?: string | undefined };
  readonly options: { readonly name?: string | undefined; readonly group?: string | undefined };
}

export const roster = defineCommand({
  name: "roster",
  kind: "wire",
  summary: "Get the roster, or add, change or remove somebody in it",
  detail:
    "Without a word it is get. To add somebody who is there already changes the name and the groups. It asks nobody for " +
    "a subscription: presence --to JID --type subscribe does. Each change comes back as a roster push as well, which is a " +
    "request and wants a `reply`; a server pushes to those only who have got the roster.",
  spec: "RFC 6121 §2",
  args: {
    action: { optional: true, summary: "what to do", choices: ["get", "add", "remove"] },
    jid: { optional: true, names: "jid", summary: "the bare JID to add or remove" },
  },
  options: {
    name: { value: "TEXT", summary: "the name to show, with add" },
    group: { value: "TEXT", summary: "the groups it belongs to, with commas between them, with add" },
    ...waitOptions,
  },
  example: {
    line: "roster add juliet@localhost --name Juliet --group Friends,Capulets",
    after: [{ line: "open --no-wait" }],
    sends: `<iq type="set" id="{id}"><query xmlns="jabber:iq:roster"><item jid="juliet@localhost" name="Juliet"><group>Friends</group><group>Capulets</group></item></query></iq>`,
  },
  block: "reply",
  needs: "connection",
  action: "ask for the roster",
  async run(invocation) {
    const { options, ask } = invocation;
    const addressing = toOwnAccount(invocation);
    return await ask(request(addressing, invocation).toString(), iqReply(addressing), options);
  },
});

function request(addressing: Addressing, { args, options }: Wanted): Element {
  const { action = "get", jid } = args;
  const { name, group } = options;
  if (action !== "add" && (name !== undefined || group !== undefined)) {
    throw new UsageError(`Cannot ${action} with --name or --group: they belong to "roster add JID"`);
  }
  if (action === "get") {
    if (jid === undefined) return rosterGet(addressing);
    throw new UsageError(
      `Cannot get "${jid}" alone: a roster comes as a whole (run "roster", or "roster add ${jid}")`,
    );
  }
  if (jid === undefined) {
    throw new UsageError(`Cannot ${action}: it is not said whom (run "roster ${action} JID")`);
  }
  if (action === "remove") return rosterRemoval({ ...addressing, jid });
  const groups = group?.split(",").map((one) => one.trim());
  return rosterSet({ ...addressing, jid, name, groups });
}
