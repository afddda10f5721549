package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// printable returns s without what a terminal would obey or hide: control
// characters but newline and tab, escape sequences' lead bytes, bidirectional
// overrides and other invisible format characters. The joiners and marks that
// Arabic and Persian are written with stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case hidden(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"))
}

// hidden reports that r has no place on a screen.
func hidden(r rune) bool {
	switch r {
	case '\u200c', '\u200d', '\u200e', '\u200f', '\u061c': // joiners, direction marks
		return false
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}

// printJSON writes v as one line. What a terminal would obey is escaped, which
// changes the bytes and not the value.
func printJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("encode the output: %w", err)
	}
	_, err := w.Write(escapeHidden(b.Bytes()))
	return err
}

// escapeHidden writes the hidden characters of a line of JSON as \u escapes.
// Inside JSON they can only stand in strings, where the two mean the same.
func escapeHidden(line []byte) []byte {
	var out []byte
	for i, r := range string(line) {
		if r == '\n' || !hidden(r) {
			if out != nil {
				out = append(out, string(r)...)
			}
			continue
		}
		if out == nil {
			out = append(make([]byte, 0, len(line)+64), line[:i]...)
		}
		if r > 0xFFFF {
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xD800+(r-0x10000)>>10, 0xDC00+(r-0x10000)&0x3FF)
			continue
		}
		out = fmt.Appendf(out, `\u%04x`, r)
	}
	if out == nil {
		return line
	}
	return out
}
