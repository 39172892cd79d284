-- What a public server offers today: TLS required, SCRAM(-PLUS), SASL2, Bind 2, FAST, stream management, carbons,
-- client state, archives, PEP, rooms, pubsub, upload, an external component, BOSH and WebSocket. Loopback only.
-- XR_PORT: STARTTLS; +1: direct TLS; +2: component; +3: http; +4: https; +5: direct TLS that asks for a certificate.
local dir  = assert(ENV_XR_RUN, "XR_RUN: the scratch directory, absolute")
local port = assert(tonumber(ENV_XR_PORT), "XR_PORT: the first of six ports")

plugin_paths = { dir .. "/plugins" }
interfaces           = { "127.0.0.1", "::1" }
local_interfaces     = { "127.0.0.1", "::1" }
component_interfaces = { "127.0.0.1", "::1" }
http_interfaces      = { "127.0.0.1", "::1" }
https_interfaces     = { "127.0.0.1", "::1" }
c2s_ports            = { port }
c2s_direct_tls_ports = { port + 1, port + 5 }
component_ports      = { port + 2 }
http_ports           = { port + 3 }
https_ports          = { port + 4 }
http_default_host    = "localhost"
consider_bosh_secure      = true         -- else BOSH and WebSocket on plain http offer no mechanism at all
consider_websocket_secure = true

data_path = dir .. "/data"
pidfile   = dir .. "/prosody.pid"
log = { { levels = { min = "info" }, to = "console" } }
network_settings = { nagle = false }     -- with Nagle's algorithm on, a TLS 1.3 login takes 41 ms longer

certificates = dir .. "/certs"
ssl = {
	certificate = dir .. "/certs/localhost.crt";
	key = dir .. "/certs/localhost.key";
	protocol = "tlsv1_2+";
}
local client_certificates = {
	cafile = dir .. "/clients/ca.crt";
	capath = false;
	verify = { "peer", "client_once" };  -- asked for; SASL, not TLS, refuses who has none
}
-- SNI changes the certificate that is shown, not whether one is asked for: direct TLS needs a port that always asks.
c2s_direct_tls_ssl = { [port + 5] = client_certificates }

modules_enabled = {
	"roster", "saslauth", "tls", "disco", "carbons", "pep", "private", "blocklist", "bookmarks",
	"vcard4", "vcard_legacy", "smacks", "csi", "csi_simple", "mam", "register", "ping", "time",
	"uptime", "version", "lastactivity", "bosh", "websocket", "admin_adhoc", "announce", "cloud_notify",
	"xr_sslshim", "sasl2", "sasl2_bind2", "sasl2_fast",
}
modules_disabled = { "s2s" }

c2s_require_encryption = true
allow_registration = false
authentication = "internal_plain"        -- plain storage: the account files are read as they are, every SCRAM is offered
storage = "internal"
admins = { "admin@localhost" }
smacks_hibernation_time = 60
archive_expires_after = "1d"

VirtualHost "localhost"

VirtualHost "anon.localhost"             -- ANONYMOUS and nothing else
	disco_hidden = true                  -- what localhost tells of itself stays as it is
	authentication = "anonymous"

-- EXTERNAL and nothing else: who has a certificate for user@certs.localhost (XEP-0178) is that user.
VirtualHost "certs.localhost"
	disco_hidden = true
	authentication = "ccert"
	c2s_ssl = client_certificates

Component "conference.localhost" "muc"
	modules_enabled = { "muc_mam", "vcard_muc" }
	restrict_room_creation = false

Component "pubsub.localhost" "pubsub"
	expose_publisher = true

Component "upload.localhost" "http_file_share"
	http_file_share_size_limit = 1000000

Component "ext.localhost"
	component_secret = "secret"
