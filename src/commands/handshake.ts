import { waitOptions } from "../shell/asking.ts";
import { explainOption, sendHandshake, shakeHands } from "../shell/authentication/component-handshake.ts";
import { defineCommand } from "../shell/command.ts";

export const handshake = defineCommand({
  name: "handshake",
  kind: "wire",
  isHandshake: true,
  summary: "Authenticate a component: prove that it knows the secret",
  detail:
    "What is sent is the SHA-1 of the stream's id and the secret; --explain shows how it comes about. The server answers " +
    "with an empty <handshake/>, or with a stream error. Without a secret, XMPP_PASSWORD_NAME and XMPP_PASSWORD are looked " +
    "at (NAME is the client's), then you are asked.",
  spec: "XEP-0114 §3",
  args: {
    secret: { optional: true, secret: true, asked: true, summary: "asked for without echo when left out" },
  },
  options: {
    hash: {
      value: "HEX",
      summary: "what to send, computed elsewhere; it goes out as it is",
      secret: true,
      replaces: "secret",
    },
    ...explainOption,
    ...waitOptions,
  },
  example: {
    line: "handshake test",
    after: [
      { line: "component ext.localhost --no-wait" },
      {
        receives:
          "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='ext.localhost' id='3BF96D32'>",
      },
    ],
    sends: "<handshake>aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e</handshake>",
  },
  block: "reply",
  needs: "connection",
  action: "send the handshake",
  async run(invocation) {
    const { args, options, client, password, askSecret } = invocation;
    if (options.hash !== undefined) return await sendHandshake(invocation, options.hash, options);
    const domain = client.session.state.sent?.to ?? "the component";
    const secret = async () =>
      args.secret ?? password(client.name) ?? (await askSecret(`Secret of ${domain}: `));
    return await shakeHands(invocation, { options, secret });
  },
});
