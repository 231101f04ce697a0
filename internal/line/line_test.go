package line

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestPlainHTTPIsForThisMachineOnly(t *testing.T) {
	for _, tt := range []struct {
		addr string
		line Line
		ok   bool
	}{
		{"localhost:8080", Line{}, true},
		{"127.0.0.1:0", Line{}, true},
		{"[::1]:80", Line{}, true},
		{":8080", Line{}, false},
		{"0.0.0.0:8080", Line{}, false},
		{"council.example:80", Line{}, false},
		{"192.0.2.1:80", Line{Base: "https://council.example"}, false},
		{":443", Line{Cert: "c", Key: "k"}, true},
		{":443", Line{ACME: "council.example"}, true},
		{"localhost:80", Line{Base: "https://council.example"}, true},
		{"localhost:80", Line{Base: "http://council.example"}, false},
		{"localhost:80", Line{Base: "http://localhost:80"}, true},
	} {
		err := tt.line.Check(tt.addr)
		if (err == nil) != tt.ok || errors.Is(err, ErrUsage) || err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s %+v: %v", tt.addr, tt.line, err)
		}
	}
	for _, l := range []Line{{Cert: "c"}, {Key: "k"}, {Cert: "c", Key: "k", ACME: "a"}, {Base: "council.example"}, {Base: "https://a/b"}, {Base: "https://u@a"}, {Base: "ftp://a"}} {
		if err := l.Check("localhost:80"); !errors.Is(err, ErrUsage) {
			t.Errorf("%+v: %v", l, err)
		}
	}
	if err := (Line{}).Check("nowhere"); !errors.Is(err, ErrUsage) {
		t.Errorf("an address without a port: %v", err)
	}
}

// certify writes a certificate for localhost with a serial number.
func certify(t *testing.T, dir string, serial int64, at time.Time) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(serial), DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]*pem.Block{"cert": {Type: "CERTIFICATE", Bytes: cert}, "key": {Type: "PRIVATE KEY", Bytes: raw}} {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(file, pem.EncodeToMemory(b), 0o600), os.Chtimes(file, at, at)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACertificateThatWasRenewedIsTaken(t *testing.T) {
	dir := t.TempDir()
	at := Line{Base: "https://localhost", Cert: filepath.Join(dir, "cert"), Key: filepath.Join(dir, "key")}
	began := time.Now().Add(-time.Hour)
	certify(t, dir, 1, began)
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: http.NotFoundHandler(), ReadHeaderTimeout: time.Minute}
	if l, err = at.Secure(dir, l, srv); err != nil {
		t.Fatal(err)
	}
	go func() { _ = srv.Serve(l) }() // ends with Close
	defer srv.Close()
	ask := func() *http.Response {
		c := http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
		r, err := c.Get("https://" + l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Body.Close(); err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := ask()
	if got := r.TLS.PeerCertificates[0].SerialNumber.Int64(); got != 1 || r.Header.Get("Strict-Transport-Security") != "max-age=63072000" {
		t.Errorf("certificate %d, %v", got, r.Header)
	}
	certify(t, dir, 2, began.Add(time.Minute))
	if got := ask().TLS.PeerCertificates[0].SerialNumber.Int64(); got != 2 {
		t.Errorf("after it was renewed: certificate %d", got)
	}
	if err := os.WriteFile(at.Cert, []byte("spoilt"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := ask().TLS.PeerCertificates[0].SerialNumber.Int64(); got != 2 {
		t.Errorf("after it was spoilt: certificate %d", got)
	}
}

func TestPlainLinesHaveNoStrictTransport(t *testing.T) {
	srv := &http.Server{Handler: http.NotFoundHandler(), ReadHeaderTimeout: time.Minute}
	if _, err := (Line{Base: "http://localhost"}).Secure(t.TempDir(), nil, srv); err != nil {
		t.Fatal(err)
	}
	if srv.TLSConfig != nil {
		t.Error("TLS without a certificate")
	}
	if _, err := (Line{Cert: "absent", Key: "absent"}).Secure(t.TempDir(), closed{}, srv); err == nil {
		t.Error("a certificate that is not there is taken")
	}
}

// closed is a listener that can only be closed.
type closed struct{ net.Listener }

// Close implements net.Listener.
func (closed) Close() error { return nil }

func TestOnlyAServerOnThisMachineSaysWhoAsks(t *testing.T) {
	for _, tt := range []struct{ remote, header, said, want string }{
		{"192.0.2.1:1", "", "", "192.0.2.1"},
		{"192.0.2.1:1", "X-Forwarded-For", "203.0.113.9", "192.0.2.1"}, // nobody else says it
		{"127.0.0.1:1", "", "203.0.113.9", ""},                         // no header is trusted unless it is named
		{"127.0.0.1:1", "X-Forwarded-For", "", ""},
		{"127.0.0.1:1", "X-Forwarded-For", "203.0.113.9", "203.0.113.9"},
		{"[::1]:1", "X-Forwarded-For", "198.51.100.1, 203.0.113.9", "203.0.113.9"}, // what the client added counts for nothing
		{"127.0.0.1:1", "X-Forwarded-For", "2001:db8::1", "2001:db8::/64"},
		{"127.0.0.1:1", "X-Forwarded-For", "203.0.113.9, x", "unreadable"},
		{"[2001:db8:1::5]:1", "", "", "2001:db8:1::/64"},
		{"@", "", "", ""},
	} {
		r := &http.Request{RemoteAddr: tt.remote, Header: http.Header{}}
		if tt.said != "" {
			r.Header.Add("X-Forwarded-For", "192.0.2.200")
			r.Header.Add("X-Forwarded-For", tt.said)
		}
		if got := (Line{Header: tt.header}).Client(r); got != tt.want {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}
