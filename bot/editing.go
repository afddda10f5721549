package bot

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// manages reports whether who made an interaction may manage its server. Discord
// says so with each.
func (i *incoming) manages() bool {
	return i.GuildID != "" && i.Member != nil &&
		i.Member.Permissions&(discordgo.PermissionManageGuild|discordgo.PermissionAdministrator) != 0
}

// Editing says on which servers articles may be changed.
type Editing struct {
	All     bool
	Servers []string // ids; when empty, the only server that the bot is on
}

// ownServers remembers how many servers the bot is on. Safe for concurrent use.
type ownServers struct {
	mu   sync.Mutex // guards the fields below
	only string     // the only one, "" when there are several
	at   time.Time  // when that was asked
}

func (o *ownServers) known() (only string, known bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.only, !o.at.IsZero() && time.Since(o.at) < serversFor
}

func (o *ownServers) learn(only string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.only, o.at = only, time.Now()
}

// serversFor is how long it is believed.
const serversFor = time.Minute

// mayEdit reports whether articles may be changed on a server. One process serves
// many servers that share the articles, so it is for the operator to say.
func (b *Bot) mayEdit(ctx context.Context, server string) (bool, error) {
	allowed := b.cfg.Editing
	if allowed.All {
		return true, nil
	}
	if len(allowed.Servers) > 0 {
		return slices.Contains(allowed.Servers, server), nil
	}
	only, err := b.onlyServer(ctx)
	return only == server, err
}

// onlyServer returns the server that the bot is on, "" when it is on several.
// Discord is asked, for a process may have a part of the servers only.
func (b *Bot) onlyServer(ctx context.Context) (string, error) {
	if only, known := b.own.known(); known {
		return only, nil
	}
	var on []struct {
		ID string `json:"id"`
	}
	err := b.rest.do(ctx, call{
		method: "GET", path: "users/@me/guilds?limit=2", bucket: bucket{kind: "GET users/@me/guilds"}, into: &on, each: 5 * time.Second, tries: 3,
	})
	if err != nil {
		return "", err
	}
	only := ""
	if len(on) == 1 {
		only = on[0].ID
	}
	b.own.learn(only)
	return only, nil
}
