-- The server that Prosody's own scansion scripts are written for: plain TCP, any account and password is accepted,
-- storage in memory. Loopback only. XR_PORT: clients; +1: component; +2: http.
local dir  = assert(ENV_XR_RUN, "XR_RUN: the scratch directory, absolute")
local port = assert(tonumber(ENV_XR_PORT), "XR_PORT: the first of three ports")

interfaces           = { "127.0.0.1", "::1" }
local_interfaces     = { "127.0.0.1", "::1" }
component_interfaces = { "127.0.0.1", "::1" }
http_interfaces      = { "127.0.0.1", "::1" }
c2s_ports        = { port }
component_ports  = { port + 1 }
http_ports       = { port + 2 }
https_ports      = { }
data_path        = dir .. "/data"
pidfile          = dir .. "/prosody.pid"
certificates     = dir                   -- it holds none, which silences the certificate indexer
log = { { levels = { min = "info" }, to = "console" } }
network_settings = { nagle = false }     -- with Nagle's algorithm on, two writes in a row take 41 ms

modules_enabled = {
	"roster", "saslauth", "disco", "carbons", "pep", "private", "blocklist", "vcard4", "vcard_legacy", "version",
	"uptime", "time", "ping", "register", "mam", "server_contact_info", "lastactivity", "external_services",
	"tombstones",
}
modules_disabled = { "s2s", "tls" }
contact_info = {
	abuse    = { "mailto:abuse@localhost", "xmpp:abuse@localhost" };
	admin    = { "mailto:admin@localhost", "xmpp:admin@localhost" };
	feedback = { "http://localhost/feedback.html", "mailto:feedback@localhost", "xmpp:feedback@localhost" };
	sales    = { "xmpp:sales@localhost" };
	security = { "xmpp:security@localhost" };
	status   = { "gopher://status.localhost" };
	support  = { "https://localhost/support.html", "xmpp:support@localhost" };
}
admins = { "admin@localhost" }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
allow_registration = false
authentication = "insecure"
insecure_open_authentication = "Yes please, I know what I'm doing!"
storage = "memory"
mam_smart_enable = true
bounce_blocked_messages = true

VirtualHost "localhost"
	hide_os_type = true

Component "conference.localhost" "muc"
	storage = "memory"
	admins = { "Admin@localhost" }
	modules_enabled = { "muc_mam" }

Component "pubsub.localhost" "pubsub"
	storage = "memory"
	expose_publisher = true

Component "upload.localhost" "http_file_share"
	http_file_share_size_limit = 10000000
	http_file_share_allowed_file_types = { "text/plain", "image/*" }

Component "ext.localhost"
	component_secret = "secret"
