// Every command, sorted by name. Adding one is its file and a line here.
import type { Command } from "../shell/command.ts";
import { abort } from "./abort.ts";
import { auth } from "./auth.ts";
import { bind } from "./bind.ts";
import { close } from "./close.ts";
import { component } from "./component.ts";
import { connect } from "./connect.ts";
import { define } from "./define.ts";
import { disco } from "./disco.ts";
import { disconnect } from "./disconnect.ts";
import { expect } from "./expect.ts";
import { explain } from "./explain.ts";
import { fault } from "./fault.ts";
import { forget } from "./forget.ts";
import { handshake } from "./handshake.ts";
import { help } from "./help.ts";
import { iq } from "./iq.ts";
import { message } from "./message.ts";
import { next } from "./next.ts";
import { open } from "./open.ts";
import { ping } from "./ping.ts";
import { presence } from "./presence.ts";
import { quit } from "./quit.ts";
import { reply } from "./reply.ts";
import { respond } from "./respond.ts";
import { restart } from "./restart.ts";
import { roster } from "./roster.ts";
import { run } from "./run.ts";
import { save } from "./save.ts";
import { send } from "./send.ts";
import { session } from "./session.ts";
import { set } from "./set.ts";
import { show } from "./show.ts";
import { starttls } from "./starttls.ts";
import { tls } from "./tls.ts";
import { version } from "./version.ts";
import { wait } from "./wait.ts";

export const commands: readonly Command[] = [
  abort,
  auth,
  bind,
  close,
  component,
  connect,
  define,
  disco,
  disconnect,
  expect,
  explain,
  fault,
  forget,
  handshake,
  help,
  iq,
  message,
  next,
  open,
  ping,
  presence,
  quit,
  reply,
  respond,
  restart,
  roster,
  run,
  save,
  send,
  session,
  set,
  show,
  starttls,
  tls,
  version,
  wait,
];
