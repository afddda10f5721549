package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// childArgument is what a child is started with. It is no command of the
// program.
const childArgument = "rapporteur-intake-child"

// The exit codes of a child that stopped itself.
const (
	exitMemory = 81
	exitTime   = 82
	exitInput  = 83
)

// task is the line of JSON that a child reads before the bytes of the source.
type task struct {
	Kind      Kind
	Name      string
	Type      string
	URL       string
	Size      int64
	MaxOutput int64
	Memory    int64
	Timeout   time.Duration
}

// reply is what a child writes.
type reply struct {
	Drafts  []Draft
	Refused string // kind of refusal, "" when there are drafts
	Reason  string
}

// inChild reads a source in a process of its own. When there can be none, the
// source is refused: it is never read in this process instead.
func (e *Extractor) inChild(ctx context.Context, kind Kind, src Source) ([]Draft, error) {
	if isChild() { // of a program that does not call Main, and would start itself without end
		return nil, noReader()
	}
	select {
	case e.turns <- struct{}{}:
		defer func() { <-e.turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	c := e.config
	head, err := json.Marshal(task{
		Kind: kind, Name: src.Name, Type: src.Type, URL: src.URL, Size: int64(len(src.Data)),
		MaxOutput: c.MaxOutput, Memory: c.Memory, Timeout: c.Timeout,
	})
	if err != nil {
		return nil, refuse(ErrMalformed, "The file has a name or a type that cannot be used.")
	}
	program, err := e.program()
	if err != nil {
		return nil, noReader()
	}
	// The child stops itself a little earlier and can say why.
	within, cancel := context.WithTimeout(ctx, c.Timeout+2*time.Second)
	defer cancel()
	stdout := &bounded{limit: 2*c.MaxOutput + 1<<20, full: cancel}
	stderr := &bounded{limit: 64 << 10}
	cmd := command(within, program)
	cmd.Stdin = io.MultiReader(bytes.NewReader(append(head, '\n')), bytes.NewReader(src.Data))
	cmd.Stdout, cmd.Stderr = stdout, stderr
	started := cmd.Start()
	if started == nil {
		err = cmd.Wait()
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case started != nil:
		return nil, noReader()
	}
	if err != nil || stdout.over {
		return nil, explain(err, within, stdout, stderr.data.String(), c)
	}
	return readReply(stdout.data.Bytes())
}

// command is a child that has not been started: it is killed when the context
// ends, and has no environment, so no secrets (nil would mean all of ours).
func command(ctx context.Context, program string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, childArgument)
	cmd.Env = []string{}
	cmd.WaitDelay = 2 * time.Second
	return cmd
}

// self returns the program that runs. On Linux that is the very program, even
// when another one was installed in its place meanwhile.
func self() (string, error) {
	if runtime.GOOS == "linux" {
		if _, err := os.Stat("/proc/self/exe"); err == nil {
			return "/proc/self/exe", nil
		}
	}
	return os.Executable()
}

func noReader() *Refusal {
	return refuse(ErrNoReader, "The separate process that reads such files could not be started, so the file was not read.")
}

// explain says in one sentence why a child gave no reply.
func explain(err error, within context.Context, stdout *bounded, stderr string, c Config) *Refusal {
	code := -1
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	}
	switch {
	case stdout.over:
		return refuse(ErrTooLarge, "The text in the file is longer than %d MB.", max(1, c.MaxOutput>>20))
	case code == exitMemory, strings.Contains(stderr, "out of memory"), strings.Contains(stderr, "cannot allocate memory"):
		return refuse(ErrTooMuch, "Reading the file would take more than %d MB of memory, so it was given up.", c.Memory>>20)
	case code == exitTime, within.Err() != nil, strings.Contains(stderr, "SIGXCPU"):
		return refuse(ErrTooSlow, "Reading the file took longer than %s, so it was given up.", c.Timeout.Round(time.Second/10))
	}
	return refuse(ErrCrashed, "The file is damaged or made in a way that cannot be read.")
}

func readReply(data []byte) ([]Draft, error) {
	var r reply
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, refuse(ErrCrashed, "The file is damaged or made in a way that cannot be read.")
	}
	if r.Refused != "" {
		kind := kinds[r.Refused]
		if kind == nil {
			kind = ErrMalformed
		}
		return nil, refuse(kind, "%s", oneLine(r.Reason))
	}
	return r.Drafts, nil
}

// bounded keeps what is written up to a limit. What comes after is dropped and
// reported once.
type bounded struct {
	data  bytes.Buffer
	limit int64
	over  bool
	full  func() // may be nil
}

// Write never fails, so that the writer is not left waiting.
func (b *bounded) Write(p []byte) (int, error) {
	if room := b.limit - int64(b.data.Len()); int64(len(p)) > room {
		b.data.Write(p[:max(0, room)])
		if !b.over && b.full != nil {
			b.full()
		}
		b.over = true
		return len(p), nil
	}
	return b.data.Write(p)
}
