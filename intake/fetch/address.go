package fetch

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxAddress bounds an address in bytes; longer ones are not meant for people.
const maxAddress = 2048

// privateNames are the ends of names that are not on the internet (RFC 6761,
// RFC 8375, and what ICANN and vendors of routers keep for inside).
var privateNames = []string{
	"localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa",
	"test", "invalid", "example", "onion", "alt",
}

// judgeAddress returns the address as it will be asked for, or why it is not.
// Ports are left to the guard of connections when anyPort is set.
func judgeAddress(raw string, anyPort bool) (*url.URL, *Error) {
	if len(raw) > maxAddress {
		return nil, refuse("The address is longer than %d characters and is not fetched.", maxAddress)
	}
	raw = strings.Trim(raw, " ")
	if !utf8.ValidString(raw) || strings.ContainsFunc(raw, isOdd) {
		return nil, refuse("The address holds spaces, backslashes or invisible characters and is not fetched.")
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, refuse("That is not a complete web address.")
	}
	scheme := strings.ToLower(u.Scheme)
	switch {
	case scheme == "":
		return nil, refuse("That is not a complete web address: it has to start with https:// or http://.")
	case scheme != "http" && scheme != "https":
		return nil, refuse("Only addresses that start with https:// or http:// are fetched, none with %s.", shortName(scheme))
	case u.Opaque != "" || u.Host == "":
		return nil, refuse("That is not a complete web address: it names no host.")
	case u.User != nil || strings.Contains(u.Host, "@"):
		return nil, refuse("An address with a user name in it is not fetched.")
	}
	host, refusal := judgeHost(u.Hostname())
	if refusal != nil {
		return nil, refusal
	}
	port, refusal := judgePort(u, scheme, anyPort)
	if refusal != nil {
		return nil, refusal
	}
	return &url.URL{Scheme: scheme, Host: joinHost(host, port), Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}, nil
}

// isOdd reports characters that a web address has no use for and that programs
// read differently.
func isOdd(r rune) bool {
	return r == '\\' || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// judgeHost returns the host in the form that is looked up: lower case, an
// international name in its ASCII form, no dot at the end.
func judgeHost(host string) (string, *Error) {
	if strings.Contains(host, ":") {
		return judgeLiteral(host)
	}
	// The mapping of Lookup also shows digits in disguise for what they are.
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil || ascii == "" || len(ascii) > 253 {
		return "", refuse("The name of the host in that address is not a valid one.")
	}
	ascii = strings.ToLower(strings.TrimSuffix(ascii, "."))
	if strings.Trim(ascii, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" || !validLabels(ascii) {
		return "", refuse("The name of the host in that address is not a valid one.")
	}
	if endsInNumber(ascii) {
		return judgeLiteral(ascii)
	}
	if !strings.Contains(ascii, ".") {
		return "", refuse("The host %s has no public name, so it is taken to be inside the network and is not fetched.", shortName(ascii))
	}
	for _, end := range privateNames {
		if ascii == end || strings.HasSuffix(ascii, "."+end) {
			return "", refuse("The host %s has a name that is only used inside a network, and is not fetched.", shortName(ascii))
		}
	}
	return ascii, nil
}

func validLabels(host string) bool {
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 {
			return false
		}
	}
	return true
}

// judgeLiteral takes an IP address in its one usual form. Programs read the
// others (decimal, octal, hexadecimal, shortened) as an address too.
func judgeLiteral(host string) (string, *Error) {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return "", refuse("The host in that address is a number that is written in an unusual way, and is not fetched.")
	}
	return ip.String(), nil
}

// endsInNumber reports that the last label of a host would be read as a number
// (https://url.spec.whatwg.org/#ends-in-a-number-checker).
func endsInNumber(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" {
		return false
	}
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	hex, found := strings.CutPrefix(last, "0x")
	return found && strings.Trim(hex, "0123456789abcdef") == ""
}

func judgePort(u *url.URL, scheme string, anyPort bool) (string, *Error) {
	port := u.Port()
	if port == "" {
		return "", nil
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return "", refuse("The port in that address is not a valid one.")
	}
	if !anyPort && !isWebPort(uint16(n)) {
		return "", refuse("Only the usual ports of the web, 80 and 443, are fetched from.")
	}
	if scheme == "http" && n == 80 || scheme == "https" && n == 443 {
		return "", nil
	}
	return strconv.FormatUint(n, 10), nil
}

func isWebPort(n uint16) bool { return n == 80 || n == 443 }

func joinHost(host, port string) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" {
		return host
	}
	return host + ":" + port
}

// shortName shortens what a stranger wrote for a sentence.
func shortName(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}
