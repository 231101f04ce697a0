package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/register"
)

// mostBytes is the most that a command may be, with the text that it deposits.
const mostBytes = 2 << 20

// command carries out a command for whoever shows a token that is for it.
func (a *API) command(w http.ResponseWriter, r *http.Request, c Caller) error {
	name := r.PathValue("command")
	if c.Actor.Role == access.Stranger {
		w.Header().Set("WWW-Authenticate", "Bearer")
		return plain(http.StatusUnauthorized, "a command needs a token")
	}
	if _, err := council.Empty(name); err != nil {
		return refusalProblem(&council.Refusal{Kind: council.Unknown})
	}
	if !slices.Contains(c.Gives, name) {
		w.Header().Set("WWW-Authenticate", `Bearer error="insufficient_scope"`)
		return plain(http.StatusForbidden, "the token is not for the command "+name)
	}
	key := r.Header.Get("Idempotency-Key")
	if !visible(key) {
		return plain(http.StatusBadRequest, "Idempotency-Key: want 1 to 200 visible characters of ASCII; the same key does nothing twice")
	}
	seen, err := seenBy(r.Header.Get("If-Match"))
	if err != nil {
		return err
	}
	o, err := order(w, r, name)
	if err != nil {
		return err
	}
	o.Key, o.By, o.Mandate, o.Seen = "api:"+key, c.Actor, council.ID(c.Mandate), seen
	receipt, err := a.Do(r.Context(), o)
	if err != nil {
		return err
	}
	b, err := json.Marshal(receipt)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	if receipt.Repeated {
		w.Header().Set("Idempotency-Replayed", "true")
	}
	answer(w, r, "application/json", http.StatusOK, append(b, '\n'))
	return nil
}

// visible reports whether a key can be one.
func visible(key string) bool {
	return key != "" && len(key) <= 200 && !strings.ContainsFunc(key, func(c rune) bool { return c <= ' ' || c > '~' })
}

// seenBy is the last entry that a view with an ETag was made from; 0: none is named.
func seenBy(tag string) (register.Place, error) {
	if tag == "" {
		return 0, nil
	}
	place, _, ok := strings.Cut(strings.Trim(tag, `"`), "-")
	n, err := strconv.ParseInt(place, 10, 64)
	if !ok || err != nil || n < 1 {
		return 0, plain(http.StatusPreconditionFailed, "If-Match: want the ETag of a view as it was answered here")
	}
	return register.Place(n - 1), nil
}

// order reads the fields of a command, as they stand in a file of commands.
func order(w http.ResponseWriter, r *http.Request, name string) (secretariat.Order, error) {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return secretariat.Order{}, plain(http.StatusUnsupportedMediaType, "want application/json")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBytes))
	if _, tooBig := errors.AsType[*http.MaxBytesError](err); tooBig {
		return secretariat.Order{}, err
	}
	if err != nil {
		return secretariat.Order{}, plain(http.StatusBadRequest, "the body broke off")
	}
	return secretariat.OrderOf(name, body)
}
