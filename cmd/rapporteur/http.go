package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/net/netutil"
)

// The bounds of what serve is asked over HTTP. It is asked by machines that keep
// an eye on it: a few, every few seconds.
const (
	httpConnections = 64
	httpHeaders     = 16 << 10
	httpBody        = 1 << 10 // no request has a use for one
	httpPatience    = 30 * time.Second
	httpGrace       = 2 * time.Second // for what is being answered at the end
)

// listenHTTP answers /healthz, /readyz and /metrics at the address that is set,
// until the watch is ended; nil when none is set. The error is one sentence.
func (a *app) listenHTTP(ctx context.Context) (*watch, error) {
	if a.cfg.HTTP == "" {
		return nil, nil
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", a.cfg.HTTP)
	if err != nil {
		return nil, listenFault(a.cfg.HTTP, err)
	}
	w := newWatch(a.cfg)
	w.server = &http.Server{
		Handler:           http.MaxBytesHandler(w.handler(), httpBody),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      httpPatience,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    httpHeaders,
		ErrorLog:          slog.NewLogLogger(a.log.Handler(), slog.LevelDebug),
	}
	go func() {
		defer close(w.ended)
		if err := w.server.Serve(netutil.LimitListener(listener, httpConnections)); !errors.Is(err, http.ErrServerClosed) {
			a.log.Error("health and metrics are not answered any more", "error", err)
		}
	}()
	a.log.Info("health and metrics are answered", "http", listener.Addr().String())
	return w, nil
}

// listenFault says in one sentence why an address cannot be listened at.
func listenFault(address string, err error) error {
	var unknown *net.DNSError
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("another program listens at %s already; choose another address with --http", address)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("this user may not listen at %s; choose a port above 1023 with --http", address)
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.As(err, &unknown):
		return fmt.Errorf("%s is no address of this machine; choose another one with --http", address)
	}
	return fmt.Errorf("listen at %s: %w", address, err)
}

// end stops answering; what is being answered has a moment.
func (w *watch) end() {
	if w == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), httpGrace)
	defer cancel()
	if w.server.Shutdown(ctx) != nil {
		_ = w.server.Close() // cuts what is left
	}
	<-w.ended
}

// handler answers the three paths.
func (w *watch) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(out http.ResponseWriter, _ *http.Request) {
		writeBody(out, http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
	})
	mux.HandleFunc("GET /readyz", w.readyz)
	mux.Handle("GET /metrics", w.metrics.Handler())
	return mux
}

func writeBody(out http.ResponseWriter, status int, kind string, body []byte) {
	h := out.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	out.WriteHeader(status)
	_, _ = out.Write(body) // who asked may have gone
}

// setHTTP takes the address of health and metrics.
func setHTTP(c *config, v string) error {
	_, port, err := net.SplitHostPort(v)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%q is not an address such as 127.0.0.1:9090", v)
	}
	c.HTTP = v
	return nil
}
