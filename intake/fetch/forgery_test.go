package fetch_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"rapporteur/intake/fetch"
)

// public is an address of the internet; nothing is ever sent there, since the
// tests that use it permit no connection to it or are refused before.
const public = "93.184.215.14"

// forgeries are addresses that must not be fetched, whatever they lead to.
var forgeries = map[string]string{
	"loopback":                      "http://127.0.0.1/",
	"loopback, other":               "http://127.8.9.10/",
	"loopback, IPv6":                "http://[::1]/",
	"loopback, IPv6 in full":        "http://[0:0:0:0:0:0:0:1]/",
	"this network":                  "http://0.0.0.0/",
	"unspecified, IPv6":             "http://[::]/",
	"decimal":                       "http://2130706433/",
	"decimal, private":              "http://3232235777/",
	"octal":                         "http://0177.0.0.1/",
	"octal, one number":             "http://017700000001/",
	"hexadecimal":                   "http://0x7f000001/",
	"hexadecimal, dotted":           "http://0x7f.0x0.0x0.0x1/",
	"hexadecimal, last":             "http://127.0.0.0x1/",
	"hexadecimal, empty":            "http://127.0.0.0x/",
	"shortened":                     "http://127.1/",
	"shortened to three":            "http://127.0.1/",
	"zero":                          "http://0/",
	"too large":                     "http://256.256.256.256/",
	"leading zeros":                 "http://127.0.0.01/",
	"dot at the end":                "http://127.0.0.1./",
	"two dots at the end":           "http://127.0.0.1../",
	"private, 10":                   "http://10.0.0.1/",
	"private, 172":                  "http://172.16.0.1/",
	"private, 172 end":              "http://172.31.255.254/",
	"private, 192":                  "http://192.168.1.1/admin",
	"link-local":                    "http://169.254.1.1/",
	"metadata":                      "http://169.254.169.254/latest/meta-data/",
	"metadata, decimal":             "http://2852039166/",
	"metadata, IPv6":                "http://[fd00:ec2::254]/",
	"metadata, mapped":              "http://[::ffff:169.254.169.254]/",
	"metadata, Azure":               "http://168.63.129.16/",
	"metadata, Alibaba":             "http://100.100.100.200/",
	"metadata, by name":             "http://metadata.google.internal/",
	"carrier-grade NAT":             "http://100.64.0.1/",
	"benchmarking":                  "http://198.18.0.1/",
	"documentation":                 "http://192.0.2.1/",
	"documentation 2":               "http://198.51.100.7/",
	"documentation 3":               "http://203.0.113.9/",
	"protocols":                     "http://192.0.0.8/",
	"multicast":                     "http://224.0.0.1/",
	"multicast, IPv6":               "http://[ff02::1]/",
	"reserved":                      "http://240.0.0.1/",
	"broadcast":                     "http://255.255.255.255/",
	"mapped loopback":               "http://[::ffff:127.0.0.1]/",
	"mapped loopback, hexadecimal":  "http://[::ffff:7f00:1]/",
	"mapped private":                "http://[::ffff:10.0.0.1]/",
	"IPv4-compatible":               "http://[::127.0.0.1]/",
	"IPv4-translated":               "http://[::ffff:0:127.0.0.1]/",
	"NAT64 loopback":                "http://[64:ff9b::127.0.0.1]/",
	"NAT64 private":                 "http://[64:ff9b::a00:1]/",
	"NAT64 local":                   "http://[64:ff9b:1::1]/",
	"6to4 loopback":                 "http://[2002:7f00:1::]/",
	"6to4 private":                  "http://[2002:c0a8:101::1]/",
	"Teredo":                        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
	"unique local":                  "http://[fc00::1]/",
	"unique local, fd":              "http://[fd12:3456:789a::1]/",
	"link-local, IPv6":              "http://[fe80::1]/",
	"link-local, zone":              "http://[fe80::1%25eth0]/",
	"zone on a public one":          "http://[2606:2800:220:1::1%25eth0]/",
	"site-local":                    "http://[fec0::1]/",
	"documentation, IPv6":           "http://[2001:db8::1]/",
	"documentation, new":            "http://[3fff::1]/",
	"discard":                       "http://[100::1]/",
	"localhost":                     "http://localhost/",
	"localhost with a dot":          "http://localhost./",
	"localhost in capitals":         "http://LOCALHOST/",
	"below localhost":               "http://news.localhost/",
	"name without a dot":            "http://intranet/",
	"name of a router":              "http://router.lan/",
	"name by multicast":             "http://printer.local/",
	"name of a cluster":             "http://kubernetes.default.svc.cluster.local/",
	"name inside":                   "http://wiki.corp/",
	"file":                          "file:///etc/passwd",
	"file with a host":              "file://localhost/etc/passwd",
	"gopher":                        "gopher://127.0.0.1:6379/_INFO",
	"ftp":                           "ftp://news.example.org/",
	"data":                          "data:text/html,<p>hello",
	"javascript":                    "javascript:alert(1)",
	"dict":                          "dict://127.0.0.1:11211/stats",
	"web socket":                    "ws://news.example.org/",
	"unix":                          "unix:///var/run/docker.sock",
	"jar":                           "jar:http://news.example.org!/",
	"no scheme":                     "news.example.org/story",
	"no host":                       "http:///story",
	"relative":                      "//127.0.0.1/",
	"opaque":                        "http:127.0.0.1",
	"nothing":                       "",
	"user":                          "http://news.example.org@127.0.0.1/",
	"user and password":             "http://admin:s3cret@news.example.org/",
	"empty user":                    "http://@news.example.org/",
	"user in disguise":              "http://news.example.org%40127.0.0.1/",
	"backslash before @":            "http://127.0.0.1\\@news.example.org/",
	"backslashes":                   "http:\\\\127.0.0.1\\",
	"hash before @":                 "http://127.0.0.1#@news.example.org/",
	"question before @":             "http://127.0.0.1?@news.example.org/",
	"port of SSH":                   "http://news.example.org:22/",
	"port of Redis":                 "http://news.example.org:6379/",
	"port 8080":                     "http://news.example.org:8080/",
	"port 0":                        "http://news.example.org:0/",
	"port too large":                "http://news.example.org:65616/",
	"port, two":                     "http://news.example.org:80:22/",
	"digits in full width":          "http://１２７.０.０.１/",
	"digits in circles":             "http://①②⑦.⓪.⓪.①/",
	"dots of ideographs":            "http://127。0。0。1/",
	"localhost in circles":          "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
	"localhost with a soft hyphen":  "http://local\u00adhost/",
	"zero width":                    "http://127.0.0.1\u200b/",
	"turned around":                 "http://news.example.org/\u202egpj",
	"CRLF":                          "http://news.example.org/\r\nHost: 127.0.0.1",
	"CRLF in the host":              "http://news.example.org\r\n.127.0.0.1/",
	"NUL":                           "http://news.example.org\x00.127.0.0.1/",
	"tab":                           "ht\ttp://127.0.0.1/",
	"space in the host":             "http://127.0.0.1 news.example.org/",
	"percent in the host":           "http://127.0.0.1%2f.example.org/",
	"percent CRLF in the host":      "http://news%0d%0a.example.org/",
	"not UTF-8":                     "http://news.example.org/\xff\xfe",
	"very long host":                "http://" + strings.Repeat("a.", 500) + "org/",
	"very long label":               "http://" + strings.Repeat("a", 70) + ".org/",
	"very long address":             "http://news.example.org/" + strings.Repeat("a", 100_000),
	"brackets around a name":        "http://[news.example.org]/",
	"brackets around IPv4":          "http://[127.0.0.1]/",
	"brackets left open":            "http://[::1/",
	"name that leads to loopback":   "http://loop.example.org/",
	"name that leads inside":        "http://inside.example.org/",
	"name that leads to IPv6 local": "http://local6.example.org/",
	"name that leads to both":       "http://both.example.org/",
	"name that leads to metadata":   "http://metadata.example.org/",
	"name that leads to NAT64":      "http://nat64.example.org/",
	"name of wildcard DNS":          "http://127.0.0.1.nip.example.org/",
	"name in punycode":              "http://xn--bcher-kva.example.org/",
}

var forgedNames = map[string][]string{
	"loop.example.org":                     {"127.0.0.1"},
	"inside.example.org":                   {"192.168.0.10"},
	"local6.example.org":                   {"::1"},
	"both.example.org":                     {public + " 10.0.0.1"},
	"metadata.example.org":                 {"169.254.169.254"},
	"nat64.example.org":                    {"64:ff9b::7f00:1"},
	"127.0.0.1.nip.example.org":            {"127.0.0.1"},
	"xn--bcher-kva.example.org":            {"::ffff:127.0.0.1"},
	"news.example.org":                     {"127.0.0.1"},
	"metadata.google.internal":             {"169.254.169.254"},
	"news.localhost":                       {"127.0.0.1"},
	"kubernetes.default.svc.cluster.local": {"10.96.0.1"},
}

func TestForgeries(t *testing.T) {
	client := fetch.New(fetch.Config{Resolver: &hosts{names: forgedNames}})
	for name, address := range forgeries {
		t.Run(name, func(t *testing.T) {
			got, err := client.Get(t.Context(), address)
			wantRefusal(t, address, got, err, fetch.ErrRefused)
		})
	}
}

// TestForgedRedirects: what is refused as an address is refused as the target
// of a redirect, of the page and of robots.txt alike.
func TestForgedRedirects(t *testing.T) {
	var target string
	redirect := func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Location"] = []string{target}
		w.WriteHeader(http.StatusFound)
	}
	client, base, names := web(t, withoutRobots(redirect), nil)
	ofRobots, robotsBase, robotsNames := web(t, http.HandlerFunc(redirect), nil)
	for name, ips := range forgedNames {
		if name != "news.example.org" {
			names.names[name], robotsNames.names[name] = ips, ips
		}
	}
	for name, address := range forgeries {
		if !strings.Contains(address, "://") || strings.Contains(address, "news.example.org") || strings.ContainsAny(address, "\r\n\x00") {
			continue // these are relative, or no redirect can hold them
		}
		t.Run(name, func(t *testing.T) {
			target = address
			got, err := client.Get(t.Context(), base+"/page")
			wantRefusal(t, address, got, err, fetch.ErrRefused)
			got, err = ofRobots.Get(t.Context(), robotsBase+"/page")
			wantRefusal(t, address, got, err, fetch.ErrRefused)
		})
	}
}

// TestRebinding: a name that is public when it is looked up first and inside
// the network later is refused, at whichever connection that is.
func TestRebinding(t *testing.T) {
	var asked []string
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		http.NotFound(w, r)
	})
	for _, later := range []string{"127.0.0.2", "10.0.0.1", "::1", "169.254.169.254"} {
		asked = nil
		client, base, names := web(t, handler, nil)
		own := names.names["news.example.org"][0]
		names.names["news.example.org"] = []string{own, later}
		got, err := client.Get(t.Context(), base+"/page")
		wantRefusal(t, "rebound to "+later, got, err, fetch.ErrRefused)
		if len(asked) != 1 || asked[0] != "/robots.txt" {
			t.Errorf("rebound to %s: the server was asked for %v, want only /robots.txt", later, asked)
		}
	}
}

// TestOneLookUpAConnection: there is nothing between judging an address and
// connecting to it.
func TestOneLookUpAConnection(t *testing.T) {
	client, base, names := web(t, page("<p>Talks"), nil)
	if _, err := client.Get(t.Context(), base+"/page"); err != nil {
		t.Fatal(err)
	}
	if names.asked != 2 {
		t.Errorf("the name was looked up %d times for robots.txt and a page, want 2", names.asked)
	}
}

// TestPublicAddressesPass: the guards leave what is public to the connection.
func TestPublicAddressesPass(t *testing.T) {
	server := map[string]bool{}
	refusing := func(a netip.AddrPort) bool { server[a.String()] = true; return false }
	for address, want := range map[string]string{
		"http://93.184.215.14:8081/":         "93.184.215.14:8081",
		"https://[2606:2800:220:1::1]:8443/": "[2606:2800:220:1::1]:8443",
		"HTTP://News.Example.ORG:8081/a b":   "",
		"http://bücher.example.org:8081/":    "93.184.215.14:8081",
		"http://news.example.org.:8081/":     "93.184.215.14:8081",
	} {
		clear(server)
		client := fetch.New(fetch.Config{Permit: refusing, Resolver: &hosts{names: map[string][]string{
			"news.example.org": {public}, "xn--bcher-kva.example.org": {public},
		}}})
		// The port is what stops these, after the address was judged.
		got, err := client.Get(t.Context(), address)
		wantRefusal(t, address, got, err, fetch.ErrRefused)
		if want != "" && !server[want] {
			t.Errorf("Get(%q) came to %v, want %s", address, server, want)
		}
	}
}
