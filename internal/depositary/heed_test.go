package depositary

import (
	"errors"
	"strings"
	"testing"
)

func TestNothingIsSignedAgainstACheckpointThatOthersHold(t *testing.T) {
	j, d, dir := start(t)
	j.write(3)
	early := signs(t, j, d)
	j.write(4)
	late := signs(t, j, d)
	for _, held := range [][]byte{early, late} {
		if err := d.Heed(t.Context(), held); err != nil {
			t.Errorf("its own checkpoint: %v", err)
		}
	}
	signs(t, j, d)

	j.cut(t, 3) // the backup of before
	j.checkpoints = j.checkpoints[:1]
	again := func() *Depositary {
		d, err := Load(dir, j)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d = again()
	if err := d.Heed(t.Context(), early); err != nil {
		t.Errorf("what the backup has: %v", err)
	}
	if err := d.Heed(t.Context(), late); err == nil || !strings.Contains(err.Error(), "head of size 3 behind the checkpoint of size 7") {
		t.Errorf("what came after the backup: %v", err)
	}
	refuses(t, j, d, "entries 3 to 6: head of size 3 behind")

	d = again()
	j.rows = append(j.rows, j.rows[2], j.rows[2], j.rows[2], j.rows[2]) // others than those that were signed
	j.cut(t, 7)
	if _, differs := errors.AsType[*DiffersError](d.Heed(t.Context(), late)); !differs {
		t.Error("another register of the same key is taken for this one")
	}
	refuses(t, j, d, "entries 0 to 6: root")
}

func TestOnlyItsOwnCheckpointsAreHeeded(t *testing.T) {
	j, d, _ := start(t)
	other, stranger, _ := start(t)
	other.write(2)
	foreign := signs(t, other, stranger)
	for what, b := range map[string][]byte{"another key's": foreign, "no checkpoint": []byte("x"), "nothing": nil} {
		if err := d.Heed(t.Context(), b); err == nil {
			t.Errorf("%s is heeded", what)
		}
	}
	j.write(1)
	signs(t, j, d)
}
