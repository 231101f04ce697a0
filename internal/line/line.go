// Package line is the line over which a council is served: plain to this machine
// only, and encrypted to every other, with an own certificate or one from an
// authority that speaks ACME.
package line

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/acme/autocert"

	"chancery.example/chancery/internal/limit"
)

// ErrUsage is what flags say that do not go together.
var ErrUsage = errors.New("usage")

// A Line is under which address, and how, a council is served.
type Line struct {
	Base      string // address by which people reach it; empty: the listener's own
	Cert, Key string // files; empty: none
	ACME      string // host name to get a certificate for; empty: none
	Header    string // in which a server before this one says who asks; empty: there is none, or it does not say
}

// Client names the network that a request comes from. Only a server on this machine
// may say in the header of the line for whom it asks, and of what it says the last
// counts, which is what it has seen itself. Without that, who asks from this machine
// is not known: "".
func (s Line) Client(r *http.Request) string {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	if !from.Addr().Unmap().IsLoopback() {
		return limit.Network(from.Addr())
	}
	said := r.Header.Values(s.Header)
	if s.Header == "" || len(said) == 0 {
		return ""
	}
	last := said[len(said)-1]
	a, err := netip.ParseAddr(strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:]))
	if err != nil {
		return "unreadable" // all that are, together
	}
	return limit.Network(a)
}

// Check refuses a line that others could listen to, before anything is opened.
func (s Line) Check(addr string) error {
	if (s.Cert == "") != (s.Key == "") || s.Cert != "" && s.ACME != "" {
		return fmt.Errorf("%w: give -cert and -key together, or -acme alone", ErrUsage)
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUsage, err)
	}
	if !s.encrypted() && !loopback(host) {
		return fmt.Errorf("%s can be reached from other machines, and plain HTTP is for this one only: give -cert and -key, or -acme, or serve at localhost behind a server that speaks TLS", addr)
	}
	if s.Base == "" {
		return nil
	}
	u, err := url.Parse(s.Base)
	if err != nil || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%w: -url %q: want a form like https://council.example", ErrUsage, s.Base)
	}
	if u.Scheme == "http" && !loopback(u.Hostname()) {
		return fmt.Errorf("-url %s is plain HTTP, over which nobody can sign in: give an https address", s.Base)
	}
	return nil
}

// encrypted reports whether this program speaks TLS itself.
func (s Line) encrypted() bool { return s.Cert != "" || s.ACME != "" }

// loopback reports whether a host is this machine alone.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Own is the address of a listener as people type it.
func (s Line) Own(a net.Addr) string {
	switch {
	case s.ACME != "":
		return "https://" + s.ACME
	case s.Cert != "":
		return "https://" + strings.TrimSuffix(HostPort(a), ":443")
	}
	return "http://" + HostPort(a)
}

// Secure puts TLS on a listener, if the line has it, and tells browsers of sites
// with an https address to come back over nothing else.
func (s Line) Secure(dir string, l net.Listener, srv *http.Server) (net.Listener, error) {
	if strings.HasPrefix(s.Base, "https://") {
		next := srv.Handler
		srv.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Strict-Transport-Security", "max-age=63072000")
			next.ServeHTTP(w, r)
		})
	}
	var c *tls.Config
	switch {
	case s.ACME != "":
		m := &autocert.Manager{Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(s.ACME), Cache: autocert.DirCache(filepath.Join(dir, "acme"))}
		c = m.TLSConfig()
	case s.Cert != "":
		p := &pair{cert: s.Cert, key: s.Key}
		if _, err := p.get(nil); err != nil {
			return nil, errors.Join(err, l.Close())
		}
		c = &tls.Config{GetCertificate: p.get, NextProtos: []string{"h2", "http/1.1"}}
	default:
		return l, nil
	}
	c.MinVersion = tls.VersionTLS12
	srv.TLSConfig = c
	return tls.NewListener(l, c), nil
}

// A pair is a certificate and its key, read again when the file has changed.
type pair struct {
	cert, key string // files
	mu        sync.Mutex
	read      time.Time // when the file that was read had been written
	now       *tls.Certificate
}

// get returns the pair. A new one that cannot be read leaves the old one in use.
func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	info, err := os.Stat(p.cert)
	if err == nil && p.now != nil && info.ModTime().Equal(p.read) {
		return p.now, nil
	}
	var c tls.Certificate
	if err == nil {
		c, err = tls.LoadX509KeyPair(p.cert, p.key)
	}
	if err != nil && p.now == nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	if err == nil {
		p.now, p.read = &c, info.ModTime()
	}
	return p.now, nil
}

// HostPort returns the address of a listener as a reader types it.
func HostPort(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
