package intake

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Main does the work of a child and ends the process, when it was started as
// one; otherwise it returns at once. Call it before anything else in main, and
// in TestMain of packages whose tests extract something.
func Main() {
	if isChild() {
		os.Exit(serve(os.Stdin, os.Stdout))
	}
}

func isChild() bool { return len(os.Args) == 2 && os.Args[1] == childArgument }

// serve reads one task and its source, and writes the reply. A panic of a
// parser is left to end the process: that is what it is for.
func serve(in io.Reader, out io.Writer) int {
	debug.SetMaxStack(64 << 20)
	buffered := bufio.NewReaderSize(in, 64<<10)
	line, err := buffered.ReadSlice('\n')
	var t task
	if err != nil || json.Unmarshal(line, &t) != nil || t.Memory <= 0 || t.Timeout <= 0 {
		return exitInput
	}
	watch(t)
	confine(t)
	data, err := io.ReadAll(io.LimitReader(buffered, t.Size))
	if err != nil || int64(len(data)) != t.Size {
		return exitInput
	}
	r := t.read(data)
	if err := json.NewEncoder(out).Encode(r); err != nil {
		return exitInput
	}
	return 0
}

// read makes the reply to a task.
func (t task) read(data []byte) reply {
	drafts, err := t.drafts(Source{Name: t.Name, Type: t.Type, URL: t.URL, Data: data})
	if err == nil {
		drafts, err = finish(drafts, t.Kind, Source{Name: t.Name}, t.MaxOutput)
	}
	if err == nil {
		return reply{Drafts: drafts}
	}
	for name, kind := range kinds {
		if errors.Is(err, kind) {
			return reply{Refused: name, Reason: err.Error()}
		}
	}
	return reply{Refused: "malformed", Reason: "The file is damaged or made in a way that cannot be read."}
}

func (t task) drafts(src Source) ([]Draft, error) {
	if t.Kind == PDF {
		return readPDF(src)
	}
	s, _ := toUTF8(src.Data, src.Type)
	switch t.Kind {
	case Markdown:
		return readMarkdown(src, s)
	case Feed:
		return readFeed(src, s)
	}
	return readPage(src, s)
}

// watch ends the process when it needs more memory or time than it may. It
// samples, since Go has no hard limit; confine sets those of the system.
func watch(t task) {
	debug.SetMemoryLimit(t.Memory * 7 / 8) // collect garbage harder before giving up
	deadline := time.Now().Add(t.Timeout)
	ticker := time.NewTicker(5 * time.Millisecond)
	go func() {
		samples := []metrics.Sample{
			{Name: "/memory/classes/total:bytes"},
			{Name: "/memory/classes/heap/released:bytes"},
		}
		for now := range ticker.C {
			if now.After(deadline) {
				os.Exit(exitTime)
			}
			metrics.Read(samples)
			if samples[0].Value.Uint64()-samples[1].Value.Uint64() > uint64(t.Memory) {
				os.Exit(exitMemory)
			}
		}
	}()
}
