/** The node that runs the built program: the one that runs the tests, or another that vitest.config.ts names. */
export const node = process.env.XMPP_REPL_TEST_NODE ?? process.execPath;
