package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/bot/discordtest"
	"rapporteur/bot/discordtest/valid"
	"rapporteur/llm/llmtest"
)

// TestDiscord plays conversations in Discord with the program: each script of
// testdata/discord is one, in a world of its own with a server, a few people and
// two channels. What a script can say is in the tables of commands below and in
// verbs. `go test -run 'TestDiscord/mention$' -v ./cmd/rapporteur` plays one.
//
// With DISCORDTEST_URL, such as http://127.0.0.1:4321, the scripts are played
// one by one in the fake Discord that listens there, which anybody can watch.
//
// At the end of each script the program is stopped, each question has to have
// exactly one reply, nobody was pinged, no rule of Discord was broken, and the
// log holds neither errors nor what was said.
func TestDiscord(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program some fifty times")
	}
	model, silent := llmtest.New(t, slowly), llmtest.New(t, llmtest.Always(llmtest.Silent()))
	model.Models(modelName)
	silent.Models(modelName)
	cmds := map[string]func(*stage, *testscript.TestScript, bool, []string){}
	for _, part := range []map[string]func(*stage, *testscript.TestScript, bool, []string){programCommands, worldCommands, replyCommands, httpCommands} {
		maps.Copy(cmds, part)
	}
	for _, name := range people {
		cmds[name] = func(c *stage, ts *testscript.TestScript, neg bool, args []string) { c.act(ts, neg, name, args) }
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "discord"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("MODEL", model.URL())
			env.Setenv("SILENT_MODEL", silent.URL())
			return begin(env)
		},
		Cmds:                onStage(cmds),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// slowly is a model that takes longer for its second sentence than an answer
// waits between two edits.
func slowly(c llmtest.Call) llmtest.Script {
	return llmtest.Script{
		Text: right(c) + " Sedat Önal headed the Turkish delegation " + numberOf(c.User, "Sedat Önal") + ".",
		Drip: 120 * time.Millisecond,
	}
}

// stage is one script: its world, the program, and what was said last.
type stage struct {
	*discordtest.Driver
	env *testscript.Env
	api string // what DISCORD_API_URL is set to

	me     discordtest.User
	guild  string
	users  map[string]string // ids by name
	places map[string]string // ids of channels by name

	program *program
	log     string // of the program's runs that are over

	asks     []*asking
	current  *asking             // what the commands about replies look at
	answer   discordtest.Message // the last reply that was looked at
	seen     []string            // ids of those that were looked at, the last at the end
	typed    *discordtest.Interaction
	before   int // violations that were there before this script
	expected map[string]bool
}

// asking is one thing that somebody said or did, and that is replied to.
type asking struct {
	who, words string
	post       discordtest.Message // zero for an interaction
	act        string              // id of an interaction, "" for a message
	replies    int                 // that there have to be in the end
}

// people can do things in scripts: a script's line begins with who does it.
// admin may manage the server; robot is another bot, hook a webhook.
var people = []string{"alice", "bob", "admin", "robot", "hook"}

type stageKey struct{}

// onStage gives commands their conversation.
func onStage(cmds map[string]func(*stage, *testscript.TestScript, bool, []string)) map[string]func(*testscript.TestScript, bool, []string) {
	out := map[string]func(*testscript.TestScript, bool, []string){}
	for name, f := range cmds {
		out[name] = func(ts *testscript.TestScript, neg bool, args []string) {
			f(ts.Value(stageKey{}).(*stage), ts, neg, args)
		}
	}
	return out
}

// patience bounds waiting for what has to happen.
func patience() time.Duration {
	if raced() {
		return 2 * time.Minute
	}
	return 20 * time.Second
}

func soon() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), patience())
}

// begin makes the world of a script, and sees to its end.
func begin(env *testscript.Env) error {
	c := &stage{
		env: env, users: map[string]string{}, places: map[string]string{}, expected: map[string]bool{},
	}
	env.Values[stageKey{}] = c
	if err := c.enter(); err != nil {
		return err
	}
	env.Setenv("DISCORD", c.api)
	env.Defer(func() {
		if err := c.finish(); err != nil {
			env.T().Fatal("\nat the end: ", err)
		}
	})
	ctx, cancel := soon()
	defer cancel()
	err := c.build(ctx)
	env.Setenv("GUILD", c.guild)
	return err
}

// oneAtATime is held by the script that plays in a fake Discord that all share.
var oneAtATime sync.Mutex

// enter finds or starts the fake Discord.
func (c *stage) enter() error {
	if url := os.Getenv("DISCORDTEST_URL"); url != "" {
		oneAtATime.Lock()
		c.Driver, c.api = discordtest.NewDriver(url), url+"/api/v10"
		c.env.Defer(func() {
			c.Driver.Close()
			oneAtATime.Unlock()
		})
		return nil
	}
	checker, err := valid.Load(description())
	if err != nil {
		return err
	}
	server, err := discordtest.Start(discordtest.Validated(discordtest.Config{}, checker))
	if err != nil {
		return err
	}
	c.Driver, c.api = server.Driver(), server.URL()
	c.env.Defer(func() {
		c.Driver.Close()
		server.Close()
	})
	return nil
}

// description is the path of Discord's own description of its API, "" where it
// is not at hand: then the checks do with what package valid knows by itself.
func description() string {
	if path := os.Getenv("DISCORD_OPENAPI"); path != "" {
		return path
	}
	path := filepath.Join("..", "..", "..", "shared", "discord", "openapi.json")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return path
}

// build makes the people and places of a script.
func (c *stage) build(ctx context.Context) error {
	var err error
	if c.me, err = c.Bot(ctx); err != nil {
		return err
	}
	for _, name := range people {
		u, err := c.AddUser(ctx, discordtest.User{Name: name, Bot: name == "robot" || name == "hook"})
		if err != nil {
			return err
		}
		c.users[name] = u.ID
	}
	guild, err := c.AddGuild(ctx, discordtest.Guild{Name: "Diplomacy"})
	if err != nil {
		return err
	}
	c.guild = guild.ID
	if err := c.SetMember(ctx, c.guild, c.users["admin"], "MANAGE_GUILD"); err != nil {
		return err
	}
	for _, name := range []string{"general", "other"} {
		channel, err := c.AddChannel(ctx, discordtest.Channel{Guild: c.guild, Name: name})
		if err != nil {
			return err
		}
		c.places[name] = channel.ID
	}
	broken, err := c.Violations(ctx)
	c.before = len(broken)
	return err
}

// finish stops the program and looks at what is left.
func (c *stage) finish() error {
	c.settle()
	stopped := c.stop()
	ctx, cancel := soon()
	defer cancel()
	if err := c.ClearFaults(ctx); err != nil {
		return err
	}
	return errors.Join(stopped, c.countReplies(ctx), c.pings(ctx), c.violations(ctx), c.badLog())
}

// settle waits until what was asked has its replies, or the time is up: to end
// earlier is for a script to say.
func (c *stage) settle() {
	ctx, cancel := soon()
	defer cancel()
	for _, a := range c.asks {
		if c.program == nil {
			return
		}
		_ = c.Wait(ctx, func() (bool, error) {
			list, err := c.replies(ctx, a)
			return len(list) >= a.replies, err
		})
	}
}

// countReplies wants each question to have the replies that it is to have. It is
// sure of none coming late, as the program has ended.
func (c *stage) countReplies(ctx context.Context) error {
	var wrong []error
	for _, a := range c.asks {
		list, err := c.replies(ctx, a)
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(m discordtest.Message) bool {
			return strings.Contains(m.Nonce, "-") || a.act != "" && m.ID != list[0].ID // a further part of a long reply
		})
		if len(list) != a.replies {
			wrong = append(wrong, fmt.Errorf("%d replies to %s, who said %q, want %d", len(list), a.who, a.words, a.replies))
		}
	}
	return errors.Join(wrong...)
}

// pings wants no message of the bot to call anybody.
func (c *stage) pings(ctx context.Context) error {
	channels, err := c.Channels(ctx, c.guild)
	if err != nil {
		return err
	}
	var wrong []error
	for _, channel := range channels {
		list, err := c.Messages(ctx, channel.ID, "")
		if err != nil {
			return err
		}
		for _, m := range list {
			if m.Author.ID == c.me.ID && !m.Pings.None() {
				wrong = append(wrong, fmt.Errorf("the message %q pings %+v", m.Content, m.Pings))
			}
		}
	}
	return errors.Join(wrong...)
}

func (c *stage) violations(ctx context.Context) error {
	list, err := c.Violations(ctx)
	if err != nil || c.expected["violations"] {
		return err
	}
	var wrong []error
	for _, v := range list[c.before:] {
		wrong = append(wrong, fmt.Errorf("%s broke a rule: %s", v.By, v.What))
	}
	return errors.Join(wrong...)
}

// badLog wants the program's log to hold no errors, and nothing that was said:
// what is longer than a word or two cannot be there by chance.
func (c *stage) badLog() error {
	var wrong []error
	for line := range strings.Lines(c.log) {
		if strings.Contains(line, "level=ERROR") && !c.expected["errors"] {
			wrong = append(wrong, fmt.Errorf("the log holds an error: %s", strings.TrimSpace(line)))
		}
	}
	for _, a := range c.asks {
		if len(a.words) > 20 && strings.Contains(c.log, a.words) {
			wrong = append(wrong, fmt.Errorf("the log holds what %s said: %q", a.who, a.words))
		}
	}
	return errors.Join(wrong...)
}
