package fetch

import (
	"context"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// Resolver looks up the IP addresses of a host; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

const (
	maxTries    = 4 // addresses of one host that are tried
	connectTime = 8 * time.Second
)

// guard opens connections to public hosts only.
type guard struct {
	resolver Resolver
	permit   func(netip.AddrPort) bool
}

// dial looks the host up once and connects to what it found, so that there is
// no second look-up that could say something else. Network and address are
// those of net.Dialer.DialContext.
func (g guard) dial(ctx context.Context, _, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	n, err := net.LookupPort("tcp", port)
	if err != nil {
		return nil, err
	}
	ips, err := g.lookUp(ctx, host)
	if err != nil {
		return nil, err
	}
	targets := make([]netip.AddrPort, 0, len(ips))
	for _, ip := range ips {
		target := netip.AddrPortFrom(ip, uint16(n))
		// One bad address among good ones is how names are rebound.
		if refusal := g.judge(target, host); refusal != nil {
			return nil, refusal
		}
		targets = append(targets, target)
	}
	return g.connect(ctx, host, targets)
}

func (g guard) lookUp(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	ips, err := g.resolver.LookupNetIP(ctx, "ip", host)
	if err == nil && len(ips) == 0 {
		err = &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return ips, err
}

func (g guard) connect(ctx context.Context, host string, targets []netip.AddrPort) (conn net.Conn, err error) {
	dialer := net.Dialer{
		Timeout: connectTime,
		// Called with the address the socket is about to connect to.
		ControlContext: func(_ context.Context, network, address string, _ syscall.RawConn) error {
			target, err := netip.ParseAddrPort(address)
			if err != nil || network != "tcp4" && network != "tcp6" {
				return refuse("The host %s leads to an address that is not fetched.", shortName(host))
			}
			if refusal := g.judge(target, host); refusal != nil {
				return refusal
			}
			return nil
		},
	}
	for _, target := range targets[:min(maxTries, len(targets))] {
		if conn, err = dialer.DialContext(ctx, "tcp", target.String()); err == nil {
			return conn, nil
		}
		if ctx.Err() != nil {
			return nil, err
		}
	}
	return nil, err
}

// judge says why nothing is fetched from target, nil when it may be.
func (g guard) judge(target netip.AddrPort, host string) *Error {
	if g.permit != nil && g.permit(netip.AddrPortFrom(target.Addr().Unmap(), target.Port())) {
		return nil
	}
	if !isWebPort(target.Port()) {
		return refuse("Only the usual ports of the web, 80 and 443, are fetched from.")
	}
	if reason := publicReason(target.Addr()); reason != "" {
		return refuse("The host %s leads to %s, which is not fetched.", shortName(host), reason)
	}
	return nil
}
