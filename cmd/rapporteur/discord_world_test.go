package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/bot/discordtest"
)

// worldCommands are the commands about Discord itself.
var worldCommands = map[string]func(*stage, *testscript.TestScript, bool, []string){
	"fault":   (*stage).fault,
	"gateway": (*stage).gateway,
	"may":     (*stage).may,
	"thread":  (*stage).thread,
	"advance": (*stage).advance,
	"manages": (*stage).manages,
	"joins":   (*stage).joins,
	"files":   (*stage).files,
	"expects": (*stage).expects,
}

// thread NAME opens a thread of general.
func (c *stage) thread(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: thread NAME")
	}
	ctx, cancel := soon()
	defer cancel()
	t, err := c.AddChannel(ctx, discordtest.Channel{
		Kind: discordtest.Thread, Guild: c.guild, Parent: c.places["general"], Name: args[0], Owner: c.users["alice"],
	})
	ts.Check(err)
	c.places["thread"] = t.ID
}

// may PLACE [PERMISSION]... lets the bot do there just that.
func (c *stage) may(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: may PLACE [PERMISSION]...")
	}
	ctx, cancel := soon()
	defer cancel()
	channel, err := c.place(ctx, "alice", args[0])
	ts.Check(err)
	ts.Check(c.SetPermissions(ctx, channel, args[1:]...))
}

// manages NAME makes somebody manage the server; ! manages NAME takes that away.
func (c *stage) manages(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || c.users[args[0]] == "" {
		ts.Fatalf("usage: manages NAME")
	}
	permissions := []string{}
	if !neg {
		permissions = append(permissions, "MANAGE_GUILD")
	}
	ctx, cancel := soon()
	defer cancel()
	ts.Check(c.SetMember(ctx, c.guild, c.users[args[0]], permissions...))
}

// joins has the bot be on a second server.
func (c *stage) joins(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: joins")
	}
	ctx, cancel := soon()
	defer cancel()
	_, err := c.AddGuild(ctx, discordtest.Guild{Name: "Elsewhere"})
	ts.Check(err)
}

// files N wants files to have been fetched so many times so far.
func (c *stage) files(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: files N")
	}
	ctx, cancel := soon()
	defer cancel()
	list, err := c.Record(ctx, 0, discordtest.KindDownload)
	ts.Check(err)
	if n := strconv.Itoa(len(list)); n != args[0] {
		ts.Fatalf("files were fetched %s times, want %s: %+v", n, args[0], list)
	}
}

// advance DURATION moves Discord's clock forward.
func (c *stage) advance(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: advance DURATION")
	}
	by, err := time.ParseDuration(args[0])
	ts.Check(err)
	ctx, cancel := soon()
	defer cancel()
	_, err = c.Advance(ctx, by)
	ts.Check(err)
}

// expects violations, expects errors: what the end of the script does not
// complain of.
func (c *stage) expects(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 || args[0] != "violations" && args[0] != "errors" {
		ts.Fatalf("usage: expects violations|errors")
	}
	c.expected[args[0]] = true
}

// fault METHOD PATH [STATUS] [times=N] [code=N] [retry=DURATION] [latency=DURATION] [cut] [apply]
// makes requests go wrong; PATH is a regular expression. fault without arguments
// mends all.
func (c *stage) fault(ts *testscript.TestScript, neg bool, args []string) {
	ctx, cancel := soon()
	defer cancel()
	if neg || len(args) == 1 {
		ts.Fatalf("usage: fault METHOD PATH [STATUS] [SETTING]...")
	}
	if len(args) == 0 {
		ts.Check(c.ClearFaults(ctx))
		return
	}
	f := discordtest.Fault{Method: args[0], Path: args[1]}
	for _, arg := range args[2:] {
		ts.Check(setFault(&f, arg))
	}
	_, err := c.Fault(ctx, f)
	ts.Check(err)
}

func setFault(f *discordtest.Fault, arg string) (err error) {
	name, value, _ := strings.Cut(arg, "=")
	switch name {
	case "cut":
		f.Cut = true
	case "apply":
		f.Apply = true
	case "times":
		f.Times, err = strconv.Atoi(value)
	case "code":
		f.Code, err = strconv.Atoi(value)
	case "retry":
		f.RetryAfter, err = time.ParseDuration(value)
	case "latency":
		f.Latency, err = time.ParseDuration(value)
	default:
		f.Status, err = strconv.Atoi(arg)
	}
	return err
}

// gateway ACTION [CODE|EVENT] does something to the gateway: reconnect,
// invalidate, drop, close 4004, repeat MESSAGE_CREATE …
func (c *stage) gateway(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: gateway ACTION [CODE|EVENT]")
	}
	a := discordtest.GatewayAction{Do: args[0], Shard: -1}
	if len(args) == 2 {
		if code, err := strconv.Atoi(args[1]); err == nil {
			a.Code = code
		} else {
			a.Event = args[1]
		}
	}
	ctx, cancel := soon()
	defer cancel()
	ts.Check(c.Do(ctx, a))
}
