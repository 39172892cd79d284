/** XMPP_PASSWORD_JULIET; what no variable's name can have becomes "_". */
export function passwordVariable(client: string): string {
  return `XMPP_PASSWORD_${client.toUpperCase().replace(/[^A-Z0-9_]/g, "_")}`;
}
