// XEP-0202: what time it is where the server is.
import { xml } from "../../xml/element.ts";
import { NS } from "../../xmpp/namespaces.ts";
import type { MakeServerFeature } from "../server-feature.ts";

export const time: MakeServerFeature = (server) => ({
  name: "time",
  discoFeatures: [NS.time],
  requests: [
    {
      payload: "time",
      namespace: NS.time,
      types: ["get"],
      at: ["server"],
      answer: () => {
        const now = new Date(server.now());
        const tzo = zoneOffset(-now.getTimezoneOffset());
        return xml("time", { xmlns: NS.time }, xml("tzo", {}, tzo), xml("utc", {}, now.toISOString()));
      },
    },
  ],
});

/**
 * An offset as XEP-0082 writes it: "-06:00".
 * @param minutes east of Greenwich.
 */
export function zoneOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, "0"));
  return `${minutes < 0 ? "-" : "+"}${hours}:${rest}`;
}
