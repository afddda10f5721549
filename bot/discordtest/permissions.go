package discordtest

import (
	"fmt"
	"strconv"
)

// permissionBits are Discord's permissions by name, as far as a bot that
// writes text meets them.
var permissionBits = map[string]uint{
	"CREATE_INSTANT_INVITE":    0,
	"KICK_MEMBERS":             1,
	"BAN_MEMBERS":              2,
	"ADMINISTRATOR":            3,
	"MANAGE_CHANNELS":          4,
	"MANAGE_GUILD":             5,
	"ADD_REACTIONS":            6,
	"VIEW_AUDIT_LOG":           7,
	"VIEW_CHANNEL":             10,
	"SEND_MESSAGES":            11,
	"SEND_TTS_MESSAGES":        12,
	"MANAGE_MESSAGES":          13,
	"EMBED_LINKS":              14,
	"ATTACH_FILES":             15,
	"READ_MESSAGE_HISTORY":     16,
	"MENTION_EVERYONE":         17,
	"USE_EXTERNAL_EMOJIS":      18,
	"MANAGE_ROLES":             28,
	"MANAGE_WEBHOOKS":          29,
	"USE_APPLICATION_COMMANDS": 31,
	"MANAGE_THREADS":           34,
	"CREATE_PUBLIC_THREADS":    35,
	"CREATE_PRIVATE_THREADS":   36,
	"SEND_MESSAGES_IN_THREADS": 38,
}

// permissions is a set of them, in Discord's bits.
type permissions uint64

var (
	administrator = bits("ADMINISTRATOR")
	viewChannel   = bits("VIEW_CHANNEL")
	sendMessages  = bits("SEND_MESSAGES")
	sendInThreads = bits("SEND_MESSAGES_IN_THREADS")
	publicThreads = bits("CREATE_PUBLIC_THREADS")
	embedLinks    = bits("EMBED_LINKS")
	readHistory   = bits("READ_MESSAGE_HISTORY")
	manageMessage = bits("MANAGE_MESSAGES")
	manageThreads = bits("MANAGE_THREADS")

	// usual is what a bot is invited with, and what members may do.
	usual = bits("VIEW_CHANNEL", "SEND_MESSAGES", "EMBED_LINKS", "ATTACH_FILES",
		"READ_MESSAGE_HISTORY", "ADD_REACTIONS", "SEND_MESSAGES_IN_THREADS",
		"CREATE_PUBLIC_THREADS", "USE_EXTERNAL_EMOJIS", "USE_APPLICATION_COMMANDS")

	everything = func() permissions {
		var all permissions
		for _, bit := range permissionBits {
			all |= 1 << bit
		}
		return all
	}()
)

func bits(names ...string) permissions {
	p, err := parsePermissions(names)
	if err != nil {
		panic(err)
	}
	return p
}

func parsePermissions(names []string) (permissions, error) {
	var p permissions
	for _, name := range names {
		bit, ok := permissionBits[name]
		if !ok {
			return 0, fmt.Errorf("no permission is called %q", name)
		}
		p |= 1 << bit
	}
	return p, nil
}

func (p permissions) has(q permissions) bool { return p&q == q }

// String is the form that Discord sends: the bits as a decimal number.
func (p permissions) String() string { return strconv.FormatUint(uint64(p), 10) }

// botMay returns what the bot may do in a channel. A thread has its parent's
// permissions unless it was given its own.
func (w *world) botMay(c *channel) permissions {
	if c.Kind == DM {
		return usual &^ sendInThreads &^ publicThreads
	}
	g := w.guilds[c.Guild]
	if g == nil || g.removed {
		return 0
	}
	switch {
	case c.botMay != nil:
		return *c.botMay
	case c.Kind == Thread:
		if parent := w.channels[c.Parent]; parent != nil {
			return w.botMay(parent)
		}
	}
	if g.botMay.has(administrator) {
		return everything
	}
	return g.botMay
}

// memberMay returns what a user may do in a guild.
func (g *guild) memberMay(user string) permissions {
	if g.Owner == user {
		return everything
	}
	m := g.members[user]
	if m == nil {
		return usual
	}
	if m.may.has(administrator) {
		return everything
	}
	return m.may
}
