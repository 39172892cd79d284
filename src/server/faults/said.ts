// Faults that are something the server says on an open stream.

import type { Fault, StruckConnection } from "../fault.ts";

/** Says it behind the features of each new stream, and at once on those that are open. */
export function said(
  text: (connection: StruckConnection) => string,
): Required<Pick<Fault, "header" | "strike">> {
  const strike = (connection: StruckConnection) => connection.send(text(connection));
  return {
    header: (connection) => {
      connection.welcome();
      strike(connection);
      return true;
    },
    strike,
  };
}
