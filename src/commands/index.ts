// Every command, sorted by name. Adding one is its file and a line here.
import type { Command } from "../shell/command.ts";
import { abort } from "./abort.ts";
import { auth } from "./auth.ts";
import { bind } from "./bind.ts";
import { close } from "./close.ts";
import { connect } from "./connect.ts";
import { disconnect } from "./disconnect.ts";
import { help } from "./help.ts";
import { iq } from "./iq.ts";
import { message } from "./message.ts";
import { open } from "./open.ts";
import { presence } from "./presence.ts";
import { quit } from "./quit.ts";
import { reply } from "./reply.ts";
import { respond } from "./respond.ts";
import { restart } from "./restart.ts";
import { send } from "./send.ts";
import { session } from "./session.ts";
import { set } from "./set.ts";
import { show } from "./show.ts";
import { starttls } from "./starttls.ts";
import { tls } from "./tls.ts";

export const commands: readonly Command[] = [
  abort,
  auth,
  bind,
  close,
  connect,
  disconnect,
  help,
  iq,
  message,
  open,
  presence,
  quit,
  reply,
  respond,
  restart,
  send,
  session,
  set,
  show,
  starttls,
  tls,
];
