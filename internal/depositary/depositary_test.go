package depositary

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"chancery.example/chancery/register"
	"golang.org/x/mod/sumdb/note"
)

const origin = "chancery.example/council"

// start returns a depositary with a new key over an empty disk.
func start(t *testing.T) (*disk, *Depositary, string) {
	t.Helper()
	j, dir := newDisk(t), t.TempDir()
	d, err := New(dir, origin, j)
	if err != nil {
		t.Fatal(err)
	}
	return j, d, dir
}

// signs makes the depositary sign and checks that what it signed is the head, and
// what was kept last.
func signs(t *testing.T, j *disk, d *Depositary) []byte {
	t.Helper()
	signed, err := d.Sign(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := register.OpenCheckpoint(signed, d.Verifiers())
	if err != nil || c != (register.Checkpoint{Origin: origin, Size: j.head.Size, Root: j.head.Root}) {
		t.Fatalf("signed %+v, %v; head %+v", c, err, j.head)
	}
	if last, err := j.Checkpoint(t.Context()); err != nil || !bytes.Equal(last, signed) {
		t.Fatalf("kept %q, %v", last, err)
	}
	return signed
}

// refuses makes sure that nothing is signed, and that the error names the entry.
func refuses(t *testing.T, j *disk, d *Depositary, want string) {
	t.Helper()
	before := j.puts
	_, err := d.Sign(t.Context())
	differs, ok := errors.AsType[*DiffersError](err)
	if !ok || !strings.HasPrefix(differs.Error(), want) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if j.puts != before {
		t.Errorf("a checkpoint was kept")
	}
}

func TestSignsWhatWasWritten(t *testing.T) {
	j, d, dir := start(t)
	signs(t, j, d)
	for _, n := range []int{1, 2, 250, 10, 300} {
		j.write(n)
		signs(t, j, d)
	}
	if len(j.checkpoints) != 6 || j.reads != 563 {
		t.Errorf("%d checkpoints, %d rows read; want each row once", len(j.checkpoints), j.reads)
	}

	// Nothing new: the same bytes, nothing kept.
	puts, first := j.puts, signs(t, j, d)
	if again := signs(t, j, d); j.puts != puts || !bytes.Equal(first, again) {
		t.Errorf("a checkpoint of the same size was kept again")
	}

	// After a start everything is read once more, and what was signed extended.
	d, err := Load(dir, j)
	if err != nil {
		t.Fatal(err)
	}
	if again := signs(t, j, d); j.puts != puts || !bytes.Equal(first, again) {
		t.Errorf("after a start: %q, want %q", again, first)
	}
	j.write(1)
	signs(t, j, d)
	if j.reads != 563+563+1 {
		t.Errorf("%d rows read", j.reads)
	}
}

// TestAFlippedBitIsNeverSigned flips each bit of a row that was written and not
// yet signed.
func TestAFlippedBitIsNeverSigned(t *testing.T) {
	j, d, _ := start(t)
	j.write(3)
	signs(t, j, d)
	j.write(3)
	good := j.rows[4]
	for i := range good {
		for bit := range 8 {
			j.rows[4] = bytes.Clone(good)
			j.rows[4][i] ^= 1 << bit
			_, err := d.Sign(t.Context())
			differs, ok := errors.AsType[*DiffersError](err)
			if !ok || differs.Place > 5 || differs.To <= 4 {
				t.Fatalf("bit %d of byte %d: %v", bit, i, err)
			}
		}
	}
	if len(j.checkpoints) != 1 {
		t.Fatalf("%d checkpoints", len(j.checkpoints))
	}
	j.rows[4] = good
	signs(t, j, d)
}

func TestRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(t *testing.T, j *disk)
		want string
	}{
		{"a root that is not that of the rows", func(t *testing.T, j *disk) { j.head.Root[0]++ }, "entries 5 to 8: root "},
		{"a smaller head", func(t *testing.T, j *disk) { j.cut(t, 4) }, "entry 4: head of size 4 behind the checkpoint of size 5"},
		{"a head beyond the rows", func(t *testing.T, j *disk) { j.head.Size = 12 }, "entries 9 to 11: not there, head of size 12"},
		{"a row that is no leaf", func(t *testing.T, j *disk) { j.rows[6] = []byte("{}") }, "entry 6: leaf: byte 1: "},
		{"a row of another version", func(t *testing.T, j *disk) { j.rows[6][5] = '2' }, "entry 6: leaf: byte 5: v: "},
		{"an older row changed, the newer ones with it", func(t *testing.T, j *disk) { j.rows[1] = j.rows[0]; j.head.Root[0]++ }, "entries 0 to 4: root "},
		{"two rows exchanged", func(t *testing.T, j *disk) { j.rows[6], j.rows[7] = j.rows[7], j.rows[6] },
			"entry 7: time 2019-11-28T09:00:06Z before that of the entry before"},
		{"a checkpoint that another key signed", func(t *testing.T, j *disk) { j.checkpoints = [][]byte{stranger(t, j)} },
			"entry 0: latest checkpoint: checkpoint of chancery.example/council: "},
		{"a checkpoint with a flipped bit", func(t *testing.T, j *disk) { j.checkpoints[0][40] ^= 1 },
			"entry 0: latest checkpoint: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j, d, _ := start(t)
			j.write(5)
			signs(t, j, d)
			j.write(4)
			tt.do(t, j)
			refuses(t, j, d, tt.want)
		})
	}
}

// stranger returns a checkpoint of the register signed with another key of the
// same name.
func stranger(t *testing.T, j *disk) []byte {
	t.Helper()
	d, err := New(t.TempDir(), origin, j)
	if err != nil {
		t.Fatal(err)
	}
	b, err := note.Sign(&note.Note{Text: register.Checkpoint{Origin: origin, Root: j.head.Root, Size: 9}.Text()}, d.signer)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// forge changes entry 2 and all hashes above it alike, as a forger with the whole
// disk would.
func forge(t *testing.T, j *disk) {
	t.Helper()
	rows := j.rows
	fresh := newDisk(t)
	for n, row := range rows {
		l, err := register.ParseLeaf(row)
		if err != nil {
			t.Fatal(err)
		}
		if n == 2 {
			l.Content[0]++
			rows[n] = l.Bytes()
		}
		fresh.edge.Append(l.Hash())
	}
	j.edge, j.head = fresh.edge, Head{Size: fresh.edge.Size(), Root: fresh.edge.Root()}
}

// TestHistoryIsNotRewritten changes what a checkpoint covers.
func TestHistoryIsNotRewritten(t *testing.T) {
	t.Run("while running", func(t *testing.T) {
		j, d, _ := start(t)
		j.write(5)
		signs(t, j, d)
		j.write(3)
		forge(t, j)
		refuses(t, j, d, "entries 0 to 4: root ")
	})
	t.Run("in entries not yet signed, of which the head knows", func(t *testing.T) {
		j, d, _ := start(t)
		j.write(5)
		signs(t, j, d)
		j.write(3)
		j.head.Root[0]++
		refuses(t, j, d, "entries 5 to 7: root ")
	})
	t.Run("only in the head", func(t *testing.T) {
		j, d, _ := start(t)
		j.write(5)
		signs(t, j, d)
		j.head.Root[0]++
		refuses(t, j, d, "head of size 5: root ")
	})
	t.Run("while stopped", func(t *testing.T) {
		j, d, dir := start(t)
		j.write(5)
		signs(t, j, d)
		forge(t, j)
		d, err := Load(dir, j)
		if err != nil {
			t.Fatal(err)
		}
		refuses(t, j, d, "entries 0 to 4: root ")
	})
	t.Run("and a checkpoint from elsewhere of the size already read", func(t *testing.T) {
		j, d, _ := start(t)
		j.write(5)
		signs(t, j, d)
		root := j.head.Root
		root[0]++
		b, err := note.Sign(&note.Note{Text: register.Checkpoint{Origin: origin, Root: root, Size: 5}.Text()}, d.signer)
		if err != nil {
			t.Fatal(err)
		}
		j.checkpoints = append(j.checkpoints, b)
		refuses(t, j, d, "entries 0 to 4: root ")
	})
}

// TestCheckpointWrites fails the keeping of a checkpoint before and after it took
// effect, and goes on in the same process and in a new one, with and without new
// entries between.
func TestCheckpointWrites(t *testing.T) {
	for _, fault := range []string{"lost", "persisted"} {
		for _, restart := range []bool{false, true} {
			for _, more := range []int{0, 3} {
				t.Run(fmt.Sprintf("%s, restart %v, %d more", fault, restart, more), func(t *testing.T) {
					j, d, dir := start(t)
					j.write(5)
					signs(t, j, d)
					j.write(2)
					j.lost, j.persisted = fault == "lost", fault == "persisted"
					if _, err := d.Sign(t.Context()); !errors.Is(err, errDisk) {
						t.Fatalf("error %v", err)
					}
					j.write(more)
					if restart {
						var err error
						if d, err = Load(dir, j); err != nil {
							t.Fatal(err)
						}
					}
					signs(t, j, d)
					j.write(1)
					signs(t, j, d)
				})
			}
		}
	}
}

// TestALostCheckpointIsStillBinding takes the register back behind a checkpoint
// that was signed and, for all the journal says, never kept.
func TestALostCheckpointIsStillBinding(t *testing.T) {
	j, d, _ := start(t)
	j.write(5)
	signs(t, j, d)
	j.write(2)
	j.lost = true
	if _, err := d.Sign(t.Context()); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	j.cut(t, 6)
	refuses(t, j, d, "entry 6: head of size 6 behind the checkpoint of size 7")
}

// TestReadsThatFail are failures, not differences, and leave nothing behind.
func TestReadsThatFail(t *testing.T) {
	j, d, _ := start(t)
	j.write(5)
	for name, set := range map[string]func(error, int){
		"row":        func(err error, n int) { j.failAt = n },
		"head":       func(err error, n int) { j.headErr = err },
		"checkpoint": func(err error, n int) { j.lastErr = err },
	} {
		set(errDisk, 3)
		_, err := d.Sign(t.Context())
		if _, differs := errors.AsType[*DiffersError](err); !errors.Is(err, errDisk) || differs {
			t.Errorf("%s: %v", name, err)
		}
		set(nil, 0)
	}
	signs(t, j, d)
}

// TestSignsOneAfterAnother calls Sign from several goroutines at once: all get the
// one checkpoint, which is kept once.
func TestSignsOneAfterAnother(t *testing.T) {
	j, d, _ := start(t)
	j.write(5)
	got := make(chan string)
	for range 8 {
		go func() {
			signed, err := d.Sign(t.Context())
			got <- fmt.Sprint(string(signed), err)
		}()
	}
	first := <-got
	for range 7 {
		if next := <-got; next != first {
			t.Errorf("%s\nand %s", first, next)
		}
	}
	if j.puts != 1 || !strings.HasSuffix(first, "<nil>") {
		t.Errorf("%d kept, %s", j.puts, first)
	}
}

// TestRowsBeyondTheHead has a journal that yields more than was asked.
func TestRowsBeyondTheHead(t *testing.T) {
	j, d, _ := start(t)
	j.write(5)
	d.journal = &eager{j}
	refuses(t, j, d, "entry 5: beyond the head")
}

type eager struct{ *disk }

func (e *eager) Leaves(ctx context.Context, from, to int64) iter.Seq2[[]byte, error] {
	e.rows = append(e.rows, e.rows[0])
	return e.disk.Leaves(ctx, from, to+1)
}
