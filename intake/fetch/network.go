package fetch

import "net/netip"

// network is a range of addresses that is never fetched, with what to call it.
type network struct {
	prefix netip.Prefix
	name   string
}

const (
	insideNetwork = "an address inside the network"
	thisMachine   = "this machine itself"
	noHost        = "an address that belongs to no host on the internet"
	cloudMetadata = "an address where cloud machines keep their keys"
	wrapped       = "an address that wraps another one"
)

// notPublic lists what of IPv4, and of the part of IPv6 that is assigned for
// the internet, is no public host: the special-purpose registries of IANA
// (https://www.iana.org/assignments/iana-ipv4-special-registry,
// https://www.iana.org/assignments/iana-ipv6-special-registry) and addresses
// of cloud metadata that lie elsewhere. Narrower ranges come first.
var notPublic = []network{
	{netip.MustParsePrefix("169.254.169.254/32"), cloudMetadata},
	{netip.MustParsePrefix("169.254.170.2/32"), cloudMetadata},
	{netip.MustParsePrefix("168.63.129.16/32"), cloudMetadata}, // Azure, a public range otherwise
	{netip.MustParsePrefix("100.100.100.200/32"), cloudMetadata},
	{netip.MustParsePrefix("192.0.0.192/32"), cloudMetadata},

	{netip.MustParsePrefix("0.0.0.0/8"), thisMachine},
	{netip.MustParsePrefix("127.0.0.0/8"), thisMachine},
	{netip.MustParsePrefix("10.0.0.0/8"), insideNetwork},
	{netip.MustParsePrefix("100.64.0.0/10"), insideNetwork}, // carrier-grade NAT
	{netip.MustParsePrefix("169.254.0.0/16"), insideNetwork},
	{netip.MustParsePrefix("172.16.0.0/12"), insideNetwork},
	{netip.MustParsePrefix("192.168.0.0/16"), insideNetwork},
	{netip.MustParsePrefix("192.0.0.0/24"), noHost},
	{netip.MustParsePrefix("192.0.2.0/24"), noHost}, // documentation, as the two below
	{netip.MustParsePrefix("198.51.100.0/24"), noHost},
	{netip.MustParsePrefix("203.0.113.0/24"), noHost},
	{netip.MustParsePrefix("192.88.99.0/24"), wrapped}, // relay of 6to4
	{netip.MustParsePrefix("192.31.196.0/24"), noHost},
	{netip.MustParsePrefix("192.52.193.0/24"), noHost},
	{netip.MustParsePrefix("192.175.48.0/24"), noHost},
	{netip.MustParsePrefix("198.18.0.0/15"), insideNetwork}, // benchmarking
	{netip.MustParsePrefix("224.0.0.0/4"), noHost},          // multicast
	{netip.MustParsePrefix("240.0.0.0/4"), noHost},          // reserved, broadcast

	{netip.MustParsePrefix("2001:db8::/32"), noHost},
	{netip.MustParsePrefix("2001::/32"), wrapped}, // Teredo
	{netip.MustParsePrefix("2001::/23"), noHost},  // protocols, benchmarking, ORCHID
	{netip.MustParsePrefix("2002::/16"), wrapped}, // 6to4
	{netip.MustParsePrefix("2620:4f:8000::/48"), noHost},
	{netip.MustParsePrefix("3fff::/20"), noHost},
}

// inside names the ranges outside of internetV6, for the sentence; all of them
// are refused.
var inside = []network{
	{netip.MustParsePrefix("fd00:ec2::/32"), cloudMetadata},
	{netip.MustParsePrefix("fc00::/7"), insideNetwork},
	{netip.MustParsePrefix("fe80::/10"), insideNetwork},
	{netip.MustParsePrefix("fec0::/10"), insideNetwork},
	{netip.MustParsePrefix("::1/128"), thisMachine},
	{netip.MustParsePrefix("::/128"), thisMachine},
	{netip.MustParsePrefix("::/96"), wrapped}, // IPv4-compatible
	{netip.MustParsePrefix("::ffff:0:0:0/96"), wrapped},
	{netip.MustParsePrefix("64:ff9b:1::/48"), insideNetwork},
}

var (
	// internetV6 is all of IPv6 that is assigned for the internet.
	internetV6 = netip.MustParsePrefix("2000::/3")
	// nat64 holds IPv4 addresses in their last four bytes; a network without
	// IPv4 reaches the public ones so.
	nat64 = netip.MustParsePrefix("64:ff9b::/96")
)

// publicReason returns "" for the address of a public host, else what the
// address is. An address that wraps an IPv4 address is what it wraps, or, in
// the forms nobody needs any more, refused.
func publicReason(ip netip.Addr) string {
	if !ip.IsValid() || ip.Zone() != "" {
		return insideNetwork
	}
	ip = ip.Unmap()
	if nat64.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	if ip.Is6() && !internetV6.Contains(ip) {
		return nameOf(ip, inside, noHost)
	}
	return nameOf(ip, notPublic, "")
}

func nameOf(ip netip.Addr, table []network, otherwise string) string {
	for _, n := range table {
		if n.prefix.Contains(ip) {
			return n.name
		}
	}
	return otherwise
}
