package bot_test

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/answer"
	"rapporteur/bot"
	"rapporteur/bot/discordtest"
)

var loadTexts = []string{whoLed, notThere, "When did Russia begin its bombing campaign?", "What did John Kerry say about Iran?", "give me a lasagna recipe"}

// TestQuestionsOfManyServersAtOnce: 200 of them and more, while a tenth of all
// requests fails. Each is heard in time and answered once, and no server waits
// for all of another's.
func TestQuestionsOfManyServersAtOnce(t *testing.T) {
	for _, tt := range []struct {
		name   string
		global discordtest.Limit
		people int // on each of 20 servers
	}{
		{"without a global limit", generous, 10},
		{"with Discord's global limit", discordtest.Limit{Requests: 50, Per: time.Second}, 10},
		{"far above Discord's global limit", discordtest.Limit{Requests: 50, Per: time.Second}, 40},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.people > 10 && os.Getenv("BOT_SOAK") == "" {
				t.Skip("800 questions take a minute and more; set BOT_SOAK=1 to ask them")
			}
			server := quick(t, discordtest.Config{Global: generous, Seed: 7})
			library := syria()
			g := &gate{Engine: library.Engine, open: make(chan struct{})}
			held := bot.NewLibrary(g, library.Articles, library.Names)
			c := gather(t, server.Driver(), server.URL(), 20, tt.people, func(cfg *bot.Config) {
				cfg.Library = func() *bot.Library { return held }
			})
			c.check(c.SetLimit(t.Context(), "global", tt.global))
			c.unreliable()
			began := time.Now()
			all := c.putAll(loadTexts)
			close(g.open)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			for i := range all {
				c.await(ctx, &all[i])
			}
			took := time.Since(began)
			for _, q := range all {
				if n := c.replies(q); n != 1 {
					t.Errorf("a question by %s on server %d has %d replies, want 1", q.kind, q.server, n)
				}
			}
			if n := g.unfair(all); n >= 0 {
				t.Errorf("server %d had its first turn after the last one of another", n)
			}
			c.report(all, took)
		})
	}
}

// gate is an engine that begins when it is opened, and notes who begins.
type gate struct {
	bot.Engine
	open chan struct{}

	mu    sync.Mutex // guards begun
	begun []string   // events, in the order in which their turn came
}

func (g *gate) Answer(ctx context.Context, r answer.Request) (*answer.Answer, error) {
	g.mu.Lock()
	g.begun = append(g.begun, r.ID)
	g.mu.Unlock()
	select {
	case <-g.open:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return g.Engine.Answer(ctx, r)
}

// unfair returns a server whose first turn came after the last one of another,
// -1 when there is none. Direct messages belong to no server.
func (g *gate) unfair(all []question) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	firsts, lasts := map[int]int{}, map[int]int{}
	for turn, event := range g.begun {
		i := slices.IndexFunc(all, func(q question) bool { return q.event == event })
		if i < 0 || all[i].kind == "dm" {
			continue
		}
		n := all[i].server
		if _, seen := firsts[n]; !seen {
			firsts[n] = turn
		}
		lasts[n] = turn
	}
	earliest := math.MaxInt
	for _, turn := range lasts {
		earliest = min(earliest, turn)
	}
	for n, turn := range firsts {
		if turn > earliest {
			return n
		}
	}
	return -1
}

// TestAGlobalLimitLeavesFirstResponsesAlone: those are exempt from it, and have
// three seconds.
func TestAGlobalLimitLeavesFirstResponsesAlone(t *testing.T) {
	t.Parallel()
	server := quick(t, discordtest.Config{Global: generous})
	c := gather(t, server.Driver(), server.URL(), 2, 2, nil)
	limit, err := c.Fault(t.Context(), discordtest.Fault{
		Method: "POST", Path: "/messages$", Status: 429, Global: true, RetryAfter: 4 * time.Second, Times: 1,
	})
	c.check(err)
	limited, err := c.put(0, 0, "mention", whoLed)
	c.check(err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c.check(c.Wait(ctx, func() (bool, error) {
		rules, err := c.Faults(ctx)
		return slices.ContainsFunc(rules, func(f discordtest.Fault) bool { return f.ID == limit.ID && f.Hits > 0 }), err
	}))
	meanwhile, err := c.put(1, 1, "ask", whoLed)
	c.check(err)
	i, err := c.WaitInteraction(ctx, meanwhile.event, func(i discordtest.Interaction) bool {
		return i.Callback != 0 || i.State == discordtest.StateFailed
	})
	c.check(err)
	if i.Callback != 5 {
		t.Errorf("during a global limit an interaction is %s, responded to after %s", i.State, i.FirstResponse)
	}
	c.await(ctx, &limited)
}

// TestAFirstResponseHeardOfTooLateIsStillUsed: it reached Discord, so the user
// is shown that the bot is thinking, and is not to be shown that for ever.
func TestAFirstResponseHeardOfTooLateIsStillUsed(t *testing.T) {
	t.Parallel()
	server := quick(t, discordtest.Config{Global: generous})
	c := gather(t, server.Driver(), server.URL(), 1, 1, nil)
	_, err := c.Fault(t.Context(), discordtest.Fault{Path: "/callback$", Latency: 3 * time.Second, Apply: true})
	c.check(err)
	q, err := c.put(0, 0, "ask", whoLed)
	c.check(err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c.await(ctx, &q)
	list, err := c.Messages(ctx, q.channel, "")
	c.check(err)
	if len(list) != 1 {
		t.Errorf("a command brought %d messages, want 1", len(list))
	}
}

// TestAFloodIsBounded: who asks 200 things at once is answered a few of them and
// told to wait once; nobody else notices.
func TestAFloodIsBounded(t *testing.T) {
	t.Parallel()
	server := quick(t, discordtest.Config{})
	c := gather(t, server.Driver(), server.URL(), 2, 2, nil)
	began := time.Now()
	var flood []question
	for range 100 {
		q, err := c.put(0, 0, "mention", whoLed)
		c.check(err)
		flood = append(flood, q)
	}
	elsewhere, err := c.put(1, 1, "mention", whoLed)
	c.check(err)
	for range 100 {
		q, err := c.put(0, 0, "mention", whoLed)
		c.check(err)
		flood = append(flood, q)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c.await(ctx, &elsewhere)
	if elsewhere.took > 15*time.Second {
		t.Errorf("during a flood on another server an answer took %s", elsewhere.took)
	}
	told := func(m discordtest.Message) bool { return strings.Contains(m.Content, "questions waiting") }
	_, err = c.WaitMessage(ctx, flood[0].channel, "", told)
	c.check(err)
	// The first that were accepted are answered in order, so the flood is over
	// with the last one of them.
	c.await(ctx, &flood[9])
	list, err := c.Messages(ctx, flood[0].channel, "")
	c.check(err)
	replies, limits := 0, 0
	for _, m := range list {
		if m.Author.ID == c.me {
			replies++
		}
		if told(m) {
			limits++
		}
	}
	if minutes := int(time.Since(began)/time.Minute) + 1; limits > minutes {
		t.Errorf("the limit was said %d times in %d minutes", limits, minutes)
	}
	if replies > 40 {
		t.Errorf("%d replies to a flood, want at most 40", replies)
	}
	t.Logf("%d replies to 200 questions, %d of them a limit; elsewhere heard after %s and answered after %s",
		replies, limits, elsewhere.acked.Round(time.Millisecond), elsewhere.took.Round(time.Millisecond))
}

// fakeDiscord is set in the process that TestServeDiscord is started in.
const fakeDiscord = "BOT_TEST_SERVE_DISCORD"

// TestServeDiscord is a fake Discord in a process of its own, for a test that
// measures the memory of the bot alone. It ends with its input.
func TestServeDiscord(t *testing.T) {
	if os.Getenv(fakeDiscord) == "" {
		t.Skipf("started by another test, with %s set", fakeDiscord)
	}
	plenty := discordtest.Config{Global: generous, Limits: map[string]discordtest.Limit{
		"POST /channels/{channel}/messages": generous, "POST /channels/{channel}/typing": generous,
	}}
	fmt.Println("serving", quick(t, plenty).URL())
	_, _ = bufio.NewReader(os.Stdin).ReadByte()
}

// serveElsewhere starts TestServeDiscord and returns the address of its REST.
func serveElsewhere(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestServeDiscord$")
	cmd.Env = append(os.Environ(), fakeDiscord+"=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Wait()
		cancel()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "serving "); ok {
			return address
		}
	}
	t.Fatalf("the process with the fake Discord said no address: %v", lines.Err())
	panic("unreachable")
}

// TestMemoryStaysBounded: 2,000 more questions after the first 500 leave little
// behind, and the end leaves no goroutine.
func TestMemoryStaysBounded(t *testing.T) {
	if os.Getenv("BOT_SOAK") == "" {
		t.Skip("2,500 questions take a minute; set BOT_SOAK=1 to ask them")
	}
	address := serveElsewhere(t)
	syria()
	before := runtime.NumGoroutine()
	d := discordtest.NewDriver(strings.TrimSuffix(address, "/api/v10"))
	c := gather(t, d, address, 25, 10, nil)
	ask := func(rounds int) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
		defer cancel()
		for range rounds {
			all := c.putAll(loadTexts)
			for i := range all {
				c.await(ctx, &all[i])
			}
		}
	}
	ask(2)
	first := heap()
	ask(8)
	last := heap()
	t.Logf("after 500 questions %.1f MiB in use, after 2,500 %.1f MiB", first, last)
	if last > 1.3*first {
		t.Errorf("2,000 questions raised what is in use from %.1f to %.1f MiB", first, last)
	}
	c.quit()
	d.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err := c.Wait(ctx, func() (bool, error) { return runtime.NumGoroutine() <= before, nil })
	if err != nil {
		var stacks strings.Builder
		_ = pprof.Lookup("goroutine").WriteTo(&stacks, 1)
		t.Errorf("%d goroutines before the bot and %d after it:\n%s", before, runtime.NumGoroutine(), stacks.String())
	}
}

// heap returns how many MiB are in use.
func heap() float64 {
	runtime.GC()
	runtime.GC() // what a pool still held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkQuestions asks 200 questions at a time on 20 servers.
func BenchmarkQuestions(b *testing.B) {
	server := quick(b, discordtest.Config{Global: generous, Limits: map[string]discordtest.Limit{
		"POST /channels/{channel}/messages": generous, "POST /channels/{channel}/typing": generous,
	}})
	c := gather(b, server.Driver(), server.URL(), 20, 10, nil)
	n := 0
	for b.Loop() {
		all := c.putAll(loadTexts)
		for i := range all {
			c.await(b.Context(), &all[i])
		}
		n += len(all)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "questions/s")
}
