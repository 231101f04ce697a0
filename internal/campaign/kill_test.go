package campaign

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/register"
)

// perDirectory is the number of rounds before a new register is begun, so that
// reading it back whole does not take longer every time.
const perDirectory = 20

// A tally is what a campaign counts.
type tally struct {
	rounds, acknowledged, unacknowledged, lost, doubled, half int
}

func (c *tally) String() string {
	return fmt.Sprintf("%8s %13s %15s %6s %8s %6s\n%8d %13d %15d %6d %8d %6d",
		"rounds", "acknowledged", "unacknowledged", "lost", "doubled", "half",
		c.rounds, c.acknowledged, c.unacknowledged, c.lost, c.doubled, c.half)
}

func (c *tally) judge(t *testing.T) {
	t.Helper()
	t.Logf("\n%v", c)
	if c.lost+c.doubled+c.half > 0 {
		t.Error("not every order is there once and whole")
	}
	if c.rounds >= 10 && c.acknowledged == 0 { // in fewer each may have failed at its start
		t.Error("nothing was acknowledged: nothing was tested")
	}
}

func TestCampaignKilledUnderSixteenWriters(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	var all tally
	for all.rounds < *rounds {
		dir, act := found(t)
		for range min(perDirectory, *rounds-all.rounds) {
			prefix := fmt.Sprintf("kill%d", all.rounds)
			child := exec.Command(os.Args[0])
			acked := run(t, child, dir, prefix, time.Duration(20+chance.IntN(181))*time.Millisecond, func() {})
			all.count(t, dir, prefix, act, acked)
		}
		verifies(t, dir)
	}
	all.judge(t)
}

// An acknowledgement is what a child said of one order.
type acknowledgement struct {
	writer, turn int
	from, to     register.Place
}

// run starts a child, calls during when it is ready, and kills it a while after,
// unless it ends by itself. It returns what was acknowledged.
func run(t *testing.T, child *exec.Cmd, dir, prefix string, after time.Duration, during func()) []acknowledgement {
	t.Helper()
	child.Env = append(os.Environ(), childDir+"="+dir, childPrefix+"="+prefix)
	child.Stderr = io.Discard
	child.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // strace goes with what it traces
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	lines := bufio.NewScanner(out)
	var acked []acknowledgement
	for lines.Scan() {
		if lines.Text() == ready {
			time.AfterFunc(after, func() { _ = syscall.Kill(-child.Process.Pid, syscall.SIGKILL) }) // it may have ended
			during()
			continue
		}
		var a acknowledgement
		if n, _ := fmt.Sscanf(lines.Text(), "%d %d %d %d", &a.writer, &a.turn, &a.from, &a.to); n == 4 && a.to > a.from {
			acked = append(acked, a)
		}
	}
	_ = child.Wait() // killed
	return acked
}

// count opens what is left, as the next start would, and looks for every order.
func (c *tally) count(t *testing.T, dir, prefix string, act council.ID, acked []acknowledgement) {
	t.Helper()
	k := open(t, dir)
	defer k.close(t)
	c.rounds++
	c.acknowledged += len(acked)
	there := k.byTitle(t)
	for _, n := range there {
		if len(n) > 1 {
			c.doubled++
		}
	}
	turns := map[int]int{} // the turn after the last acknowledged one, by writer
	for _, a := range acked {
		o := orderOf(prefix, a.writer, a.turn, act)
		turns[a.writer] = max(turns[a.writer], a.turn+1)
		if !slices.Equal(there[title(o.Key)], []register.Place{a.from}) {
			c.lost++
		}
		if r, err := k.Do(t.Context(), o); err != nil || !r.Repeated || r.From != a.from || r.To != a.to {
			t.Errorf("%s again: %+v, %v; acknowledged at %d", o.Key, r, err, a.from)
		}
	}
	// The order that each writer was about to give is there wholly or not at all.
	for w := range writers {
		o := orderOf(prefix, w, turns[w], act)
		was := there[title(o.Key)]
		first, err := k.Do(t.Context(), o)
		must(t, err)
		if first.Repeated {
			c.unacknowledged++
		}
		again, err := k.Do(t.Context(), o)
		must(t, err)
		if first.Repeated != (len(was) == 1) || !again.Repeated || first.From != again.From {
			c.half++
		}
		if len(was) == 1 && was[0] != first.From {
			c.doubled++
		}
	}
	c.half += k.halves(t)
}

// byTitle returns the places of all entries that record something, by its title.
func (k *keeping) byTitle(t *testing.T) map[string][]register.Place {
	t.Helper()
	there := map[string][]register.Place{}
	head, err := k.store.Head(t.Context())
	must(t, err)
	for row, err := range k.store.Rows(t.Context(), 0, register.Place(head.Size)) {
		must(t, err)
		content, err := register.ParseContent(row.Content)
		must(t, err)
		body, _ := content.Field(register.FieldBody)
		if _, after, ok := strings.Cut(string(body), `"en":"Made by `); ok {
			key, _, _ := strings.Cut(after, `"`)
			there[title(key)] = append(there[title(key)], row.Place)
		}
	}
	return there
}

// halves counts orders whose text is not there.
func (k *keeping) halves(t *testing.T) int {
	t.Helper()
	var texts []*council.Text
	k.Read(func(s *council.State) {
		for _, thing := range s.All(council.NounText) {
			texts = append(texts, thing.Facts.(*council.Text))
		}
	})
	n := 0
	for _, f := range texts {
		h, err := hex.DecodeString(f.Hash)
		must(t, err)
		if b, err := k.store.Text(t.Context(), register.Hash(h)); err != nil || len(b) != f.Size {
			n++
		}
	}
	return n
}

// verifies has a stranger verify the register, and its own program fold it.
func verifies(t *testing.T, dir string) {
	t.Helper()
	k := open(t, dir)
	defer k.close(t)
	r, err := mirror.Verify(context.Background(), &mirror.Log{Store: k.store, Key: k.depositary.PublicKey()}, k.depositary.PublicKey(), nil)
	must(t, err)
	if head, err := k.store.Head(t.Context()); err != nil || head.Size != r.Size {
		t.Errorf("verified %d entries of %d, %v", r.Size, head.Size, err)
	}
	verifiesFold(t, k)
}

// verifiesFold compares the fold from the beginning with that from the snapshot.
func verifiesFold(t *testing.T, k *keeping) {
	t.Helper()
	full, err := secretariat.Fold(t.Context(), k.store)
	must(t, err)
	loaded, err := secretariat.Load(t.Context(), k.store)
	must(t, err)
	a, err := secretariat.Hash(full)
	must(t, err)
	b, err := secretariat.Hash(loaded)
	must(t, err)
	if a != b {
		t.Error("the snapshot and the entries after it give another state than all entries")
	}
}
