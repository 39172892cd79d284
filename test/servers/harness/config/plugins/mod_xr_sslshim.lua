-- COMPAT(Prosody 0.12): makes the mod_sasl2, mod_sasl2_bind2 and mod_sasl2_fast of February 2023, which were written
-- for Prosody 13, work. Without it every stream of the host dies while its features are built.
local filters = require "util.filters";
local dt = require "util.datetime";

-- 1. conn:ssl_info() and conn:ssl_peerfinished() are in the network layer only since 13.0.
local function shim(conn)
	local ix = getmetatable(conn).__index;
	if type(ix) ~= "table" or ix.ssl_info then return; end
	function ix:ssl_info() local s = self:socket(); return s.info and s:info() or nil; end
	function ix:ssl_peerfinished() local s = self:socket(); return s.getpeerfinished and s:getpeerfinished() or nil; end
end

-- 2. The stream-features event carries the stream header's attributes only since 13.0; mod_sasl2_fast offers FAST to
--    the account named in from='...'.
local function watch(session)
	if session.type ~= "c2s_unauthed" then return; end
	filters.add_filter(session, "bytes/in", function (data)
		local from = data:match("<stream:stream[^>]-%sfrom=['\"]([^'\"]+)");
		if from then session.xr_from = from; end
		return data;
	end);
end
filters.add_filter_hook(watch);
function module.unload() filters.remove_filter_hook(watch); end

module:hook("stream-features", function (event)
	shim(event.origin.conn);
	event.stream = event.stream or { from = event.origin.xr_from };
end, 1000);

-- 3. Lua 5.4's os.date() refuses the fractional expiry time that mod_sasl2_fast passes.
local datetime = dt.datetime;
function dt.datetime(t) return datetime(t and math.floor(t)); end

-- 4. stanza:get_child_attr() came with 13.0.
local mt = require "util.stanza".stanza_mt;
if not mt.get_child_attr then
	function mt:get_child_attr(name, xmlns, attr)
		local c = self:get_child(name, xmlns);
		return c and c.attr[attr] or nil;
	end
end
