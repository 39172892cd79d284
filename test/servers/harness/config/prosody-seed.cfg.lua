-- The smallest useful server: plain TCP, PLAIN and SCRAM without TLS. Loopback only.
local dir  = assert(ENV_XR_RUN, "XR_RUN: the scratch directory, absolute")
local port = assert(tonumber(ENV_XR_PORT), "XR_PORT: the port for clients")

interfaces       = { "127.0.0.1", "::1" }
local_interfaces = { "127.0.0.1", "::1" }
c2s_ports        = { port }
data_path        = dir .. "/data"
pidfile          = dir .. "/prosody.pid"
certificates     = dir                   -- it holds none, which silences the certificate indexer
log = { { levels = { min = "info" }, to = "console" } }
network_settings = { nagle = false }     -- with Nagle's algorithm on, two writes in a row take 41 ms

modules_enabled  = { "roster", "saslauth", "disco", "ping", "version", "time", "uptime" }
modules_disabled = { "s2s", "tls", "http" }

c2s_require_encryption       = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"        -- plain storage: the account files are read as they are, every SCRAM is offered
storage = "internal"

VirtualHost "localhost"

VirtualHost "anon.localhost"             -- ANONYMOUS and nothing else
	disco_hidden = true                  -- what localhost tells of itself stays as it is
	authentication = "anonymous"
