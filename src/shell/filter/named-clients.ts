// The clients that a filter names: whoever was meant by a name is meant for good, whatever they are called by now.
import type { Clients } from "../../session/clients.ts";
import type { ClientId } from "../../transcript/entry.ts";
import { nearest } from "../language/suggest.ts";
import type { Expression } from "./expression.ts";

/** The same filter, with the clients that are there; for those that are not it goes on looking by their names. */
export function withClients(
  expression: Expression,
  clientId: (name: string) => ClientId | undefined,
): Expression {
  switch (expression.is) {
    case "all":
    case "any":
      return { ...expression, of: expression.of.map((part) => withClients(part, clientId)) };
    case "not":
      return { ...expression, of: withClients(expression.of, clientId) };
    case "client":
      return { ...expression, id: clientId(expression.value) };
    default:
      return expression;
  }
}

interface Known {
  readonly clients: Clients;
  /** The filter of that name. */
  named(name: string): Expression | undefined;
  /** The client that a name means. */
  clientId(name: string): ClientId | undefined;
}

/** What is to be said of these clients: one is not there, another has got another name. */
export function remarksOnClients(expression: Expression, known: Known): readonly string[] {
  const { clients, clientId } = known;
  const remarks = clientsIn(expression, known).flatMap(({ value, id = clientId(value) }) => {
    const client = id === undefined ? undefined : clients.withId(id);
    if (client) return client.name === value ? [] : [`"${value}" is called "${client.name}" now`];
    const names = [...clients].map(({ name }) => name);
    const meant = nearest(value, names);
    return [`there is no client "${value}" (yet)${meant === undefined ? "" : `, but "${meant}"`}`];
  });
  return [...new Set(remarks)];
}

/** Also those in the filters that it uses: each of these is looked into once, however many others use it. */
function clientsIn(
  expression: Expression,
  known: Pick<Known, "named">,
  seen = new Set<string>(),
): readonly (Expression & { readonly is: "client" })[] {
  switch (expression.is) {
    case "all":
    case "any":
      return expression.of.flatMap((part) => clientsIn(part, known, seen));
    case "not":
      return clientsIn(expression.of, known, seen);
    case "client":
      return [expression];
    case "named": {
      const inner = seen.has(expression.name) ? undefined : known.named(expression.name);
      seen.add(expression.name);
      return inner ? clientsIn(inner, known, seen) : [];
    }
    default:
      return [];
  }
}
