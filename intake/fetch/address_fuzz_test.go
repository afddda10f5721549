package fetch

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

// FuzzAddress tests judgeAddress by itself, since a fuzzer must not be let
// loose on the network: what is accepted is plain, and stays what it is when it
// is read again by another program.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{
		"http://news.example.org/a?b=c#d", "https://bücher.example.org:443", "http://[2606:2800:220:1::1]/",
		"http://１２７.０.０.１/", "http://0x7f.1/", "http://a@b/", "file:///etc", "http://1.1.1.1:80/%2f%00", "HTTP://A.B./",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		u, refusal := judgeAddress(raw, false)
		if refusal != nil {
			if !strings.HasSuffix(refusal.Sentence, ".") {
				t.Errorf("judgeAddress(%q) says %q", raw, refusal.Sentence)
			}
			return
		}
		s := u.String()
		if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Port() != "" && !strings.Contains("80 443", u.Port()) {
			t.Errorf("judgeAddress(%q) = %s", raw, s)
		}
		again, refusal := judgeAddress(s, false)
		if refusal != nil || again.Host != u.Host {
			t.Errorf("judgeAddress(%q) = %s, and of that %v, %v", raw, s, again, refusal)
		}
		parsed, err := url.Parse(s)
		if err != nil || parsed.Hostname() != u.Hostname() || strings.Trim(u.Host, "abcdefghijklmnopqrstuvwxyz0123456789-.:[]") != "" {
			t.Errorf("judgeAddress(%q) = %s, read as %v, %v", raw, s, parsed, err)
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err == nil && ip.Is4In6() && publicReason(ip) != publicReason(ip.Unmap()) {
			t.Errorf("judgeAddress(%q) = %s, judged otherwise than what it wraps", raw, s)
		}
	})
}
