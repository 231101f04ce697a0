package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/static"
)

// keptBytes is how much memory kept pages may take.
const keptBytes = 16 << 20

// A kept is the bytes of a page and what they were made from.
type kept struct {
	bytes   []byte
	gzipped []byte
	etag    string
	reads   reading.Reads
	seen    atomic.Int64 // size of the register for which it was found to be fresh; 0: none
}

func newKept(b []byte, reads reading.Reads) (*kept, error) {
	gz, err := static.Gzip(b)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	return &kept{bytes: b, gzipped: gz, etag: `W/"` + hex.EncodeToString(sum[:12]) + `"`, reads: reads}, nil
}

// size is about what a kept page takes in memory.
func (k *kept) size() int { return len(k.bytes) + len(k.gzipped) + 512 }

// send answers with a page.
func (k *kept) send(w http.ResponseWriter, r *http.Request, signedIn bool) {
	k.sendAs(w, r, signedIn, "text/html; charset=utf-8")
}

// sendAs answers with bytes of a media type. A browser asks each time and is told when what it has
// is still good; what is not public is kept by no one on the way.
func (k *kept) sendAs(w http.ResponseWriter, r *http.Request, signedIn bool, media string) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("ETag", k.etag)
	h.Set("Cache-Control", "public, no-cache")
	h.Set("Vary", "Accept-Encoding, Cookie")
	if signedIn {
		h.Set("Cache-Control", "private, no-cache")
	}
	if strings.Contains(r.Header.Get("If-None-Match"), k.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := k.bytes
	if takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = k.gzipped
	}
	send(w, r, http.StatusOK, body)
}

// send writes a whole answer.
func send(w http.ResponseWriter, r *http.Request, code int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader who has gone needs no answer
	}
}

// takesGzip reports whether a browser says that it reads gzip.
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" && strings.TrimSpace(q) != "q=0" {
			return true
		}
	}
	return false
}

// A keptKey is one page for one kind of reader. The address has the language in
// it; the actor decides the class and what the frame says of the reader.
type keptKey struct {
	path  string
	actor string // with what else the frame says of the reader
}

// A keeper keeps pages up to a number of bytes.
type keeper struct {
	mu    sync.RWMutex
	pages map[keptKey]*kept
	size  int
	limit int
}

func newKeeper(limit int) *keeper { return &keeper{pages: map[keptKey]*kept{}, limit: limit} }

func (k *keeper) get(key keptKey) (*kept, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	p, ok := k.pages[key]
	return p, ok
}

// put keeps a page, and lets go of any others to make room.
func (k *keeper) put(key keptKey, p *kept) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if old, ok := k.pages[key]; ok {
		k.size -= old.size()
	}
	k.pages[key] = p
	k.size += p.size()
	for other, q := range k.pages {
		if k.size <= k.limit {
			return
		}
		if other != key {
			delete(k.pages, other)
			k.size -= q.size()
		}
	}
}
