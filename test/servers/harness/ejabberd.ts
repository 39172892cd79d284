import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { loopbackAddresses } from "./free-ports.ts";
import { accounts, configFolder, type Launch, type Place } from "./launch.ts";

// ejabberdctl would open epmd and a node port on every interface; erl without a node name opens neither.
export async function launchEjabberd({ kind, scratch, ports }: Place): Promise<Launch> {
  const template = await readFile(`${configFolder}/${kind}.yml.in`, "utf8");
  const config = fillIn(template, { scratch, port: ports[0] ?? 0, addresses: await loopbackAddresses() });
  await writeFile(`${scratch}/ejabberd.yml`, config);
  // Names are looked up in this file alone: no test is to wait for a resolver.
  await writeFile(`${scratch}/inetrc`, '{lookup,["file"]}.\n{host,{127,0,0,1},["localhost"]}.\n');
  for (const folder of ["log", "upload"]) await mkdir(`${scratch}/${folder}`);

  const users = accounts.map((account) => `<<"${account}">>`).join(",");
  const register = `[ejabberd_auth:try_register(U, <<"localhost">>, <<"test">>) || U <- [${users}]]`;
  return {
    user: "ejabberd",
    command: [
      ...["erl", "-noinput", "+S", "2:2", "+sbwt", "none"],
      ...["-mnesia", "dir", `"${scratch}/db"`, "-s", "ejabberd"],
      ...["-eval", `${register}, io:format("accounts are ready~n").`],
    ],
    env: {
      HOME: scratch,
      ERL_LIBS: await librariesFolder(),
      ERL_INETRC: `${scratch}/inetrc`,
      ERL_CRASH_DUMP: "/dev/null",
      EJABBERD_CONFIG_PATH: `${scratch}/ejabberd.yml`,
      EJABBERD_LOG_PATH: `${scratch}/log/ejabberd.log`,
      CONTRIB_MODULES_PATH: `${scratch}/contrib`,
      CONTRIB_MODULES_CONF_DIR: `${scratch}/contrib`,
    },
    isReady: (output) => output.includes("accounts are ready"),
  };
}

interface Values {
  readonly scratch: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

function fillIn(template: string, { scratch, port, addresses }: Values): string {
  const lines = template
    .replaceAll("@RUN@", scratch)
    .replaceAll(/@PORT(?:\+(\d))?@/g, (_, offset = "0") => String(port + Number(offset)))
    .split("\n");
  return lines
    .flatMap((line) => (line.includes("@IP@") ? addresses.map((ip) => line.replace("@IP@", ip)) : [line]))
    .join("\n");
}

/** The folder of Erlang libraries that holds ejabberd itself, wherever the package put it. */
async function librariesFolder(): Promise<string> {
  const packageManagers = [
    ["dpkg", "-L", "ejabberd"],
    ["brew", "list", "--verbose", "ejabberd"],
  ] as const;
  for (const [program, ...args] of packageManagers) {
    const files = await promisify(execFile)(program, args).then(
      ({ stdout }) => stdout,
      () => "",
    );
    const found = /^(.*)\/[^/]+\/ebin\/ejabberd\.app$/m.exec(files)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error("No installed package holds ebin/ejabberd.app");
}
