package discordtest

import (
	"maps"
	"slices"
	"time"
)

// object is a JSON object on its way out.
type object = map[string]any

// stamp is a time as Discord writes it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

// stampOrNull is null for no time.
func stampOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}

func (s *Server) userWire(id string) object {
	u := s.world.users[id]
	if u == nil {
		u = &User{ID: id, Name: "Deleted User"}
	}
	o := object{
		"id": u.ID, "username": u.Name, "discriminator": "0", "avatar": nil,
		"public_flags": 0, "flags": 0, "global_name": nil, "primary_guild": nil,
	}
	if u.DisplayName != "" {
		o["global_name"] = u.DisplayName
	}
	if u.Bot {
		o["bot"] = true
		o["discriminator"] = "0001"
	}
	return o
}

func (s *Server) memberWire(g *guild, user string) object {
	m := g.join(user, g.joined)
	roles := m.roles
	if roles == nil {
		roles = []string{}
	}
	return object{
		"avatar": nil, "banner": nil, "communication_disabled_until": nil, "flags": 0,
		"joined_at": stamp(m.joined), "nick": nil, "pending": false, "premium_since": nil,
		"roles": roles, "mute": false, "deaf": false,
	}
}

func (s *Server) roleWire(g *guild, r *role, position int) object {
	o := object{
		"id": r.id, "name": r.name, "permissions": r.may.String(), "position": position,
		"color": 0, "colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
		"hoist": false, "managed": false, "mentionable": false, "icon": nil, "unicode_emoji": nil, "flags": 0,
	}
	// The role that came with the bot says so.
	if r.id == g.botRole {
		o["managed"], o["tags"] = true, object{"bot_id": s.world.bot.ID}
	}
	return o
}

func (s *Server) rolesWire(g *guild) []any {
	out := []any{}
	for i, r := range g.roles {
		out = append(out, s.roleWire(g, r, i))
	}
	return out
}

// channelsOf returns a guild's channels of a kind, by id.
func (w *world) channelsOf(guild, kind string) []*channel {
	var list []*channel
	for _, c := range w.channels {
		if c.Guild == guild && c.Kind == kind {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *channel) int { return before(a.ID, b.ID) })
	return list
}

// Discord's numbers for the kinds of channels.
var channelTypes = map[string]int{Text: 0, DM: 1, Thread: 11}

func (s *Server) channelWire(c *channel) object {
	o := object{"id": c.ID, "type": channelTypes[c.Kind], "flags": 0, "last_message_id": nil}
	if n := len(c.messages); n > 0 {
		o["last_message_id"] = c.messages[n-1].id
	}
	switch c.Kind {
	case DM:
		o["recipients"] = []any{s.userWire(c.Recipient)}
	case Text:
		maps.Copy(o, object{
			"guild_id": c.Guild, "name": c.Name, "position": 0, "parent_id": nil, "topic": nil,
			"nsfw": false, "rate_limit_per_user": 0, "permission_overwrites": s.overwrites(c),
		})
	case Thread:
		maps.Copy(o, object{
			"guild_id": c.Guild, "name": c.Name, "parent_id": c.Parent, "owner_id": c.Owner,
			"rate_limit_per_user": 0, "message_count": c.sent, "member_count": 1, "total_message_sent": c.sent,
			"thread_metadata": object{
				"archived": c.Archived, "archive_timestamp": stamp(c.changed), "auto_archive_duration": 1440,
				"locked": c.Locked, "create_timestamp": stamp(c.created),
			},
		})
	}
	return o
}

// overwrites puts the bot's permissions in a channel as one for its member, so
// that a bot that reckons them from what it was sent gets them right.
func (s *Server) overwrites(c *channel) []any {
	if c.botMay == nil {
		return []any{}
	}
	return []any{object{"id": s.world.bot.ID, "type": 1, "allow": c.botMay.String(), "deny": (everything &^ *c.botMay).String()}}
}

// guildWire is a guild as REST gives it, and for the gateway with its channels,
// threads and members.
func (s *Server) guildWire(g *guild, gateway bool) object {
	o := object{
		"id": g.ID, "name": g.Name, "icon": nil, "description": nil, "home_header": nil, "splash": nil,
		"discovery_splash": nil, "features": []any{}, "banner": nil, "owner_id": g.Owner, "application_id": nil,
		"region": "us-east", "afk_channel_id": nil, "afk_timeout": 300, "system_channel_id": nil,
		"system_channel_flags": 0, "widget_enabled": false, "widget_channel_id": nil, "verification_level": 0,
		"roles": s.rolesWire(g), "default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0,
		"max_presences": nil, "max_members": 500000, "max_stage_video_channel_users": 50,
		"max_video_channel_users": 25, "vanity_url_code": nil, "premium_tier": 0, "premium_subscription_count": 0,
		"preferred_locale": g.Locale, "rules_channel_id": nil, "safety_alerts_channel_id": nil,
		"public_updates_channel_id": nil, "premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0,
		"emojis": []any{}, "stickers": []any{}, "incidents_data": nil,
	}
	if !gateway {
		return o
	}
	channels, threads := []any{}, []any{}
	for _, c := range s.world.channelsOf(g.ID, Text) {
		channels = append(channels, s.channelWire(c))
	}
	for _, c := range s.world.channelsOf(g.ID, Thread) {
		if !c.Archived {
			threads = append(threads, s.channelWire(c))
		}
	}
	// Without the intent for members a guild comes with the bot alone.
	me := s.memberWire(g, s.world.bot.ID)
	me["user"] = s.userWire(s.world.bot.ID)
	maps.Copy(o, object{
		"joined_at": stamp(g.joined), "large": false, "unavailable": false, "member_count": len(g.members),
		"members": []any{me}, "channels": channels, "threads": threads, "voice_states": []any{},
		"presences": []any{}, "stage_instances": []any{}, "guild_scheduled_events": []any{}, "soundboard_sounds": []any{},
	})
	return o
}
