package discordtest

import (
	"fmt"
	"strconv"
	"time"
)

// routes is what of REST there is. It is filled in by init, because its
// handlers look routes up.
var routes []*route

func init() {
	const channel, act, guild = "/channels/{channel}", "/webhooks/{webhook}/{token}", "/guilds/{guild}"
	const global, local = "/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"
	routes = []*route{
		newRoute("GET", "/gateway", false, (*Server).getGateway),
		newRoute("GET", "/gateway/bot", true, (*Server).getGatewayBot),
		newRoute("GET", "/users/@me", true, (*Server).getMe),
		newRoute("GET", "/users/@me/guilds", true, (*Server).myGuilds),
		newRoute("POST", "/users/@me/channels", true, (*Server).createDM),
		newRoute("GET", "/users/{user}", true, (*Server).getUser),
		newRoute("GET", "/applications/@me", true, (*Server).getApplication),
		newRoute("GET", "/oauth2/applications/@me", true, (*Server).getApplication),

		newRoute("GET", global, true, (*Server).listCommands),
		newRoute("PUT", global, true, (*Server).putCommands),
		newRoute("POST", global, true, (*Server).postCommand),
		newRoute("GET", global+"/{command}", true, (*Server).getCommand),
		newRoute("PATCH", global+"/{command}", true, (*Server).patchCommand),
		newRoute("DELETE", global+"/{command}", true, (*Server).deleteCommand),
		newRoute("GET", local, true, (*Server).listCommands),
		newRoute("PUT", local, true, (*Server).putCommands),
		newRoute("POST", local, true, (*Server).postCommand),
		newRoute("GET", local+"/{command}", true, (*Server).getCommand),
		newRoute("PATCH", local+"/{command}", true, (*Server).patchCommand),
		newRoute("DELETE", local+"/{command}", true, (*Server).deleteCommand),

		newRoute("GET", channel, true, (*Server).getChannel),
		newRoute("PATCH", channel, true, (*Server).patchChannel),
		newRoute("GET", channel+"/messages", true, (*Server).listMessages),
		newRoute("POST", channel+"/messages", true, (*Server).createMessage),
		newRoute("GET", channel+"/messages/{message}", true, (*Server).getMessage),
		newRoute("PATCH", channel+"/messages/{message}", true, (*Server).editMessage),
		newRoute("DELETE", channel+"/messages/{message}", true, (*Server).removeMessage),
		newRoute("POST", channel+"/messages/{message}/threads", true, (*Server).threadFromMessage),
		newRoute("POST", channel+"/threads", true, (*Server).thread),
		newRoute("PUT", channel+"/thread-members/@me", true, (*Server).joinThread),
		newRoute("POST", channel+"/typing", true, (*Server).startTyping),

		newRoute("GET", guild, true, (*Server).getGuild),
		newRoute("GET", guild+"/channels", true, (*Server).guildChannels),
		newRoute("GET", guild+"/roles", true, (*Server).guildRoles),
		newRoute("GET", guild+"/members/{user}", true, (*Server).guildMember),
		newRoute("GET", "/users/@me/guilds/{guild}/member", true, (*Server).guildMember),

		newRoute("POST", "/interactions/{interaction}/{token}/callback", false, (*Server).callback),
		newRoute("POST", act, false, (*Server).followUp),
		newRoute("GET", act+"/messages/{message}", false, (*Server).getResponse),
		newRoute("PATCH", act+"/messages/{message}", false, (*Server).editResponse),
		newRoute("DELETE", act+"/messages/{message}", false, (*Server).deleteResponse),
	}
}

func (s *Server) getGateway(*call) reply { return ok(object{"url": s.gatewayURL()}) }

func (s *Server) getGatewayBot(*call) reply {
	reset := int64(24 * time.Hour / time.Millisecond)
	if ids := s.gateway.identifies; len(ids) > 0 {
		reset = max(0, ids[0].At.Add(24*time.Hour).Sub(s.now()).Milliseconds())
	}
	return ok(object{"url": s.gatewayURL(), "shards": s.cfg.Shards, "session_start_limit": object{
		"total": s.cfg.Identifies, "remaining": max(0, s.gateway.identifiesLeft(s.cfg.Identifies, s.now())),
		"reset_after": reset, "max_concurrency": s.cfg.MaxConcurrency,
	}})
}

func (s *Server) getMe(*call) reply { return ok(s.meWire()) }

func (s *Server) getUser(c *call) reply {
	if s.world.users[c.params["user"]] == nil {
		return fail(codeUnknownUser)
	}
	return ok(s.userWire(c.params["user"]))
}

func (s *Server) getApplication(*call) reply {
	return ok(object{
		"id": s.world.app, "name": s.world.bot.Name, "icon": nil, "description": "", "type": nil,
		"verify_key": fmt.Sprintf("%064x", 1), "flags": s.appFlags(), "flags_new": strconv.Itoa(s.appFlags()),
		"redirect_uris": []any{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"owner": s.userWire(s.world.bot.ID), "approximate_guild_count": len(s.world.guilds),
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "team": nil, "eligible_oauth2_scopes": []any{},
		"bot": s.userWire(s.world.bot.ID), "bot_public": true, "bot_require_code_grant": false,
	})
}

func (s *Server) myGuilds(*call) reply {
	out := []any{}
	for _, g := range s.world.guildsInOrder() {
		if !g.removed {
			out = append(out, object{
				"id": g.ID, "name": g.Name, "icon": nil, "banner": nil, "owner": false,
				"permissions": g.botMay.String(), "features": []any{},
			})
		}
	}
	return ok(out)
}

// createDM is POST /users/@me/channels.
func (s *Server) createDM(c *call) reply {
	user := c.text("recipient_id")
	if s.world.users[user] == nil || user == s.world.bot.ID {
		return invalid(problem{"recipient_id", "USER_INVALID", "User not found"})
	}
	ch := s.openDM(user, &channel{Channel: Channel{ID: s.world.id(s.now())}, created: s.now()})
	return ok(s.channelWire(ch))
}

func (s *Server) guildFor(c *call) (*guild, *reply) {
	g := s.world.guilds[c.params["guild"]]
	if g == nil || g.removed {
		r := fail(codeUnknownGuild)
		return nil, &r
	}
	return g, nil
}

func (s *Server) getGuild(c *call) reply {
	g, bad := s.guildFor(c)
	if bad != nil {
		return *bad
	}
	return ok(s.guildWire(g, false))
}

func (s *Server) guildChannels(c *call) reply {
	g, bad := s.guildFor(c)
	if bad != nil {
		return *bad
	}
	out := []any{}
	for _, ch := range s.world.channelsOf(g.ID, Text) {
		out = append(out, s.channelWire(ch))
	}
	return ok(out)
}

func (s *Server) guildRoles(c *call) reply {
	g, bad := s.guildFor(c)
	if bad != nil {
		return *bad
	}
	return ok(s.rolesWire(g))
}

func (s *Server) guildMember(c *call) reply {
	g, bad := s.guildFor(c)
	if bad != nil {
		return *bad
	}
	user := c.params["user"]
	if user == "" || user == "@me" {
		user = s.world.bot.ID
	}
	if g.members[user] == nil {
		return fail(codeUnknownMember)
	}
	m := s.memberWire(g, user)
	m["user"] = s.userWire(user)
	return ok(m)
}

// intParam reads a number from the query.
func intParam(c *call, name string, otherwise, least, most int) (int, *reply) {
	text := c.query.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		r := invalid(problem{name, "NUMBER_TYPE_RANGE", fmt.Sprintf("int value should be between %d and %d.", least, most)})
		return 0, &r
	}
	return n, nil
}
