package campaign

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"chancery.example/chancery/bench/filled"
	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

const (
	writers = 16
	origin  = "chancery.example/campaign"
	ready   = "ready"

	// The environment of a child: where it writes, and the prefix of its keys.
	childDir    = "CHANCERY_CAMPAIGN_DIR"
	childPrefix = "CHANCERY_CAMPAIGN_PREFIX"
)

var (
	rounds = flag.Int("rounds", 4, "how often the process is killed")
	errs   = flag.Int("errors", 0, "how often a system call of the disk fails (needs strace)")
	flips  = flag.Int("flips", 8, "bits flipped in each table")
)

// TestMain is the child, too: the program that is killed is this test's own.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := write(context.Background(), dir, os.Getenv(childPrefix)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// A keeping is an open data directory as the program has it open.
type keeping struct {
	*secretariat.Secretariat
	store      *store.Store
	depositary *depositary.Depositary
}

// found makes a data directory with a council and one act.
func found(t *testing.T) (dir string, act council.ID) {
	t.Helper()
	dir = t.TempDir()
	st, err := store.Create(t.Context(), dir)
	must(t, err)
	_, err = depositary.New(dir, origin, filled.Journal{Store: st})
	must(t, err)
	must(t, st.Close())
	k := open(t, dir)
	c, err := charter.Parse("charter.yaml", bishkek2019.Charter())
	must(t, err)
	_, err = k.Do(t.Context(), secretariat.Order{By: officer(), Key: "charter", Command: &council.Establish{Charter: *c}})
	must(t, err)
	r, err := k.Do(t.Context(), order("first", ""))
	must(t, err)
	k.close(t)
	return dir, r.IDs[0]
}

func open(t *testing.T, dir string) *keeping {
	t.Helper()
	k, err := enter(t.Context(), dir, nil)
	must(t, err)
	return k
}

// enter opens a data directory, and calls moved after every commit.
func enter(ctx context.Context, dir string, moved func()) (*keeping, error) {
	st, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	dep, err := depositary.Load(dir, filled.Journal{Store: st})
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	s, err := secretariat.Open(ctx, st, secretariat.Door{Moved: moved})
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return &keeping{s, st, dep}, nil
}

// close closes it after reading everything back, and signs what is there.
func (k *keeping) close(t *testing.T) {
	t.Helper()
	must(t, k.Secretariat.Close(context.Background()))
	must(t, k.store.Check(context.Background()))
	must(t, k.store.CheckFile(context.Background()))
	_, err := k.depositary.Sign(context.Background())
	must(t, err)
	must(t, k.store.Close())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func officer() access.Actor { return access.Actor{Role: access.Secretariat} }

// order makes the order of a key: an act, or, if there is one, a text of it. What
// it records has the key in its title, so that it is found again.
func order(key string, act council.ID) secretariat.Order {
	o := secretariat.Order{By: officer(), Key: key}
	name, fields := "register-act", map[string]any{"type": "list", "title": map[string]string{"en": title(key)}}
	if act != "" {
		text := []byte(strings.Repeat("The text of "+key+".\n", 20))
		sum := sha256.Sum256(text)
		name = "deposit-text"
		fields = map[string]any{
			"about": act, "lang": "en", "title": map[string]string{"en": title(key)}, "media": "text/plain",
			"hash": hex.EncodeToString(sum[:]), "size": len(text),
		}
		o.Texts = [][]byte{text}
	}
	raw, err := json.Marshal(fields)
	if err == nil {
		o.Command, err = council.ParseCommand(name, raw)
	}
	if err != nil {
		panic(err) // the form of commands has changed
	}
	return o
}

func title(key string) string { return "Made by " + key }

// orderOf makes the order of a writer's turn: every third is a text.
func orderOf(prefix string, writer, turn int, act council.ID) secretariat.Order {
	key := fmt.Sprintf("%s-%d-%d", prefix, writer, turn)
	if turn%3 != 2 {
		act = ""
	}
	return order(key, act)
}

// write is the child: sixteen give orders until the process is killed, and say on
// the standard output what was acknowledged. A disk that fails ends it.
func write(ctx context.Context, dir, prefix string) error {
	moved := make(chan struct{}, 1)
	k, err := enter(ctx, dir, func() {
		select {
		case moved <- struct{}{}:
		default:
		}
	})
	if err != nil {
		return err
	}
	go func() {
		for range moved {
			_, _ = k.depositary.Sign(ctx) // the parent looks whether it can be signed
		}
	}()
	var act council.ID
	k.Read(func(s *council.State) { act = s.All(council.NounAct)[0].ID })
	fmt.Println(ready)
	failures := make(chan error, writers)
	var acknowledged sync.Mutex
	for w := range writers {
		go func() {
			for turn := 0; ; turn++ {
				r, err := k.Do(ctx, orderOf(prefix, w, turn, act))
				if err != nil {
					failures <- err
					return
				}
				acknowledged.Lock()
				fmt.Printf("%d %d %d %d\n", w, turn, r.From, r.To)
				acknowledged.Unlock()
			}
		}()
	}
	for range writers {
		err = <-failures
	}
	return err
}
