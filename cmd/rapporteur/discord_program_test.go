package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// programCommands are the commands about the program itself.
var programCommands = map[string]func(*stage, *testscript.TestScript, bool, []string){
	"bot":    (*stage).bot,
	"starts": (*stage).starts,
	"stops":  (*stage).stops,
	"dies":   (*stage).dies,
	"ends":   (*stage).ends,
	"logs":   (*stage).logs,
}

// program is one run of rapporteur serve.
type program struct {
	cmd  *exec.Cmd
	out  *output
	done chan struct{} // closed when it has ended, and err is set
	err  error
}

// output is what a program wrote so far.
type output struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// bot [NAME=VALUE]... [ARG]... starts the program and waits until it is
// connected.
func (c *stage) bot(ts *testscript.TestScript, neg bool, args []string) {
	c.starts(ts, neg, args)
	ctx, cancel := soon()
	defer cancel()
	ctx, failed := context.WithCancelCause(ctx)
	defer failed(nil)
	go func() {
		select {
		case <-c.program.done:
			failed(errors.New("it has ended"))
		case <-ctx.Done():
		}
	}()
	if err := c.WaitReady(ctx); err != nil {
		ts.Fatalf("the program is not ready: %v\n%s", err, c.program.out)
	}
}

// starts [NAME=VALUE]... [ARG]... starts the program and does not wait.
func (c *stage) starts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || c.program != nil {
		ts.Fatalf("usage: bot [NAME=VALUE]... [ARG]..., and one at a time")
	}
	// Two starts within five seconds are against Discord's rules.
	ctx, cancel := soon()
	defer cancel()
	_, err := c.Advance(ctx, 6*time.Second)
	ts.Check(err)

	path, err := exec.LookPath("rapporteur")
	ts.Check(err)
	env := append(c.env.Vars[:len(c.env.Vars):len(c.env.Vars)], "DISCORD_API_URL="+c.api, "DISCORD_TOKEN=test-token")
	for len(args) > 0 && strings.Contains(args[0], "=") && !strings.HasPrefix(args[0], "-") {
		env, args = append(env, args[0]), args[1:]
	}
	p := &program{cmd: exec.Command(path, append([]string{"serve"}, args...)...), out: &output{}, done: make(chan struct{})}
	p.cmd.Dir, p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = ts.MkAbs("."), env, p.out, p.out
	ts.Check(p.cmd.Start())
	c.program = p
	go func() {
		p.err = p.cmd.Wait()
		close(p.done)
	}()
}

// stops sends SIGTERM and wants the program to end within its grace.
func (c *stage) stops(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 || c.program == nil {
		ts.Fatalf("usage: stops, while the program runs")
	}
	if err := c.stop(); err != nil {
		ts.Fatalf("%v\n%s", err, c.lastLog())
	}
}

func (c *stage) stop() error {
	p := c.program
	if p == nil {
		return nil
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	if err := c.over(); err != nil {
		return err
	}
	if p.err != nil {
		return fmt.Errorf("the program ended with %w, want 0 after SIGTERM:\n%s", p.err, p.out)
	}
	return nil
}

// over returns when the program has ended and Discord has seen it.
func (c *stage) over() error {
	p := c.program
	c.program = nil
	defer func() { c.log += p.out.String() }()
	select {
	case <-p.done:
	case <-time.After(patience()):
		_ = p.cmd.Process.Kill()
		<-p.done
		return fmt.Errorf("the program did not end in time:\n%s", p.out)
	}
	ctx, cancel := soon()
	defer cancel()
	return c.Wait(ctx, func() (bool, error) {
		g, err := c.Gateway(ctx)
		return g.Connections == 0, err
	})
}

// dies ends the program without a warning.
func (c *stage) dies(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 || c.program == nil {
		ts.Fatalf("usage: dies, while the program runs")
	}
	ts.Check(c.program.cmd.Process.Kill())
	ts.Check(c.over())
}

// ends CODE [REGEXP] waits until the program ends by itself with that exit code,
// and wants one sentence about it that matches.
func (c *stage) ends(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 || c.program == nil {
		ts.Fatalf("usage: ends CODE [REGEXP], while the program runs")
	}
	p := c.program
	ts.Check(c.over())
	if code := fmt.Sprint(p.cmd.ProcessState.ExitCode()); code != args[0] {
		ts.Fatalf("exit code %s, want %s:\n%s", code, args[0], p.out)
	}
	if len(args) < 2 {
		return
	}
	var said []string
	for line := range strings.Lines(p.out.String()) {
		if strings.HasPrefix(line, "rapporteur: ") {
			said = append(said, line)
		}
	}
	if len(said) != 1 || !regexp.MustCompile(args[1]).MatchString(said[0]) {
		ts.Fatalf("the program says %q, want one sentence that matches %s", said, args[1])
	}
}

// logs REGEXP waits until a line of the log matches; ! logs wants none that
// does so far.
func (c *stage) logs(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: logs REGEXP")
	}
	re, err := regexp.Compile("(?m)" + args[0])
	ts.Check(err)
	if neg {
		if re.MatchString(c.wholeLog()) {
			ts.Fatalf("the log matches %s:\n%s", args[0], c.wholeLog())
		}
		return
	}
	ctx, cancel := soon()
	defer cancel()
	err = c.Wait(ctx, func() (bool, error) { return re.MatchString(c.wholeLog()), nil })
	if err != nil {
		ts.Fatalf("no line of the log matches %s:\n%s", args[0], c.wholeLog())
	}
}

func (c *stage) wholeLog() string {
	if c.program == nil {
		return c.log
	}
	return c.log + c.program.out.String()
}

// lastLog returns the end of the log, for messages; all of it where
// RAPPORTEUR_TEST_LOG is set.
func (c *stage) lastLog() string {
	lines := strings.SplitAfter(c.wholeLog(), "\n")
	if os.Getenv("RAPPORTEUR_TEST_LOG") == "" {
		lines = lines[max(0, len(lines)-8):]
	}
	return strings.Join(lines, "")
}
