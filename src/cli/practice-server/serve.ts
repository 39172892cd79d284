// `xmpp-repl serve`: the practice server alone.
import { ConnectionError } from "../../errors.ts";
import { showLive } from "../../render/live.ts";
import { wrapWords } from "../../render/text/wrap.ts";
import { certificateFor } from "../../server/certificate.ts";
import { faultNamed } from "../../server/faults/index.ts";
import { FEATURES } from "../../server/features/index.ts";
import { PracticeServer } from "../../server/server.ts";
import { type Listening, listenTcp } from "../../server/tcp-wire.ts";
import { announcing, watchInto } from "../../server/watch.ts";
import { Transcript } from "../../transcript/transcript.ts";
import { EXIT } from "../command-line/exit-codes.ts";
import { complain } from "../complain.ts";
import { startLog } from "../logs/log.ts";
import { untilSignal, usesColour } from "../signals.ts";
import { tellBug } from "../tell-bug.ts";
import { themeFor } from "../theme.ts";
import { greeting } from "./serve-greeting.ts";
import type { ServeSetup } from "./serve-options.ts";
import { accountsIn, hostIn, portIn } from "./serve-setup.ts";

/**
 * Serves until it is ended from outside; returns the exit code.
 * @throws UsageError where the command line cannot be used.
 */
export async function serve(setup: ServeSetup, version: string): Promise<number> {
  const [host, port] = [hostIn(setup), portIn(setup)];
  const accounts = accountsIn(setup);
  const fault = setup.fault === undefined ? undefined : faultNamed(setup.fault);
  const { stdout } = process;
  const { signal, code } = untilSignal();
  const theme = await themeFor(usesColour(setup, stdout));
  const transcript = new Transcript({ now: Date.now });
  const endLog =
    setup.log === undefined
      ? async () => true
      : startLog({
          file: setup.log,
          transcript,
          header: { started: Date.now(), version },
          showsSecrets: setup.showSecrets,
          onFailure: complain,
        });
  const width = () => (stdout.isTTY ? (stdout.columns ?? 0) : 0);
  showLive({
    transcript,
    show: (_entry, text) => stdout.write(text()),
    rendering: ({ client }) => ({
      theme,
      view: "pretty",
      width: width(),
      name: client,
      seenFrom: "server",
    }),
    showsSecrets: () => setup.showSecrets,
    lines: "left out",
    isWanted: (entry) => setup.verbose || entry.type !== "traffic",
  });
  const server = new PracticeServer({
    domain: setup.domain,
    accounts,
    tls: setup.tls,
    registration: setup.register ? "open" : "closed",
    features: [...FEATURES, announcing(transcript)],
    watch: watchInto(transcript),
    failed: tellBug,
  });
  const certificate = setup.tls === "off" ? undefined : certificateFor(setup.domain);
  let listening: Listening;
  try {
    listening = await listenTcp({ host, port, tls: certificate, accept: server.accept });
  } catch (error) {
    await endLog();
    if (!(error instanceof ConnectionError)) throw error;
    complain(error.message);
    return EXIT.noConnection;
  }
  if (fault) server.arm(fault);
  const said = [
    ...greeting(setup, { listening, accounts, fingerprint: certificate?.fingerprint }),
    ...(fault ? [`Armed: ${fault.name}, ${fault.summary}. ${fault.effect}`] : []),
  ];
  stdout.write(`${said.flatMap((line) => wrapped(line, width())).join("\n")}\n`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  server.close();
  await listening.close();
  await endLog();
  return code() ?? EXIT.passed;
}

/** A line that somebody is to type stays whole, to be copied. */
function wrapped(line: string, width: number): readonly string[] {
  return line.startsWith(" ") ? [line] : wrapWords(line, width);
}
