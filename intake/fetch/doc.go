// Package fetch turns the address of a web page into its bytes, guarded
// against being used to reach what the asker could not reach himself.
//
// Client.Get fetches one page because an operator asked for it; nothing is
// crawled. What is guarded, and where:
//
//	address.go   the address: http or https, their own ports, no user name,
//	             a public name; judged again for every redirect
//	guard.go     the connection: the IP address it really goes to, judged when
//	             the name was resolved and once more when the socket is about
//	             to connect, so that a name which changes its address between
//	             two look-ups gains nothing
//	network.go   which IP addresses are public
//	robots.go    robots.txt, fetched under the same guards and kept for a while
//	client.go    redirects, sizes after decompression, and one deadline for all
//
// No proxy is taken from the environment, no cookie is kept and no referrer is
// sent. Every refusal is an *Error: one plain sentence for a person, and a kind
// for callers (ErrRefused, ErrNotFound, …) to test with errors.Is.
//
// The package does not look into what it fetched; package intake does.
package fetch
