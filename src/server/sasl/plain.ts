// SASL PLAIN, RFC 4616: the client's only message is [authzid] NUL authcid NUL passwd.
import { checkAuthzid, preparedOf } from "./identity.ts";
import type { MakeServerMechanism } from "./mechanism.ts";
import { textOf } from "./messages.ts";
import { SaslRefusal } from "./refusal.ts";

export const plain: MakeServerMechanism = ({ server }) => ({
  name: "PLAIN",
  isOfferedTo: () => true,
  start: () => ({
    take: async (message) => {
      const { authzid, username, password } = readPlain(textOf(message));
      // The user name is a localpart alone: with "me@localhost" nobody is found, as on real servers.
      const account = server.accounts.find(await preparedOf(username));
      const isRight = account && (await preparedOf(password)) === (await preparedOf(account.password));
      // RFC 6120 §6.5.10: whether it was the user or the password is not said.
      if (!isRight) throw new SaslRefusal("not-authorized");
      checkAuthzid(authzid, account, server);
      return { move: "success", account };
    },
  }),
});

/** @throws SaslRefusal */
function readPlain(text: string) {
  const parts = text.split("\0");
  const [authzid = "", username = "", password = ""] = parts;
  if (parts.length !== 3) {
    const found = parts.length - 1;
    throw new SaslRefusal("malformed-request", `PLAIN has two NULs, and this has ${found} (RFC 4616 §2)`);
  }
  if (username === "" || password === "") {
    throw new SaslRefusal("malformed-request", "PLAIN has a user name and a password (RFC 4616 §2)");
  }
  return { authzid, username, password };
}
