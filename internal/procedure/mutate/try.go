package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// build compiles the tests of a package with all its changes into a program.
func build(dir, temp string, files map[string]string) (program string, err error) {
	replace := make(map[string]string)
	for name, src := range files {
		abs, err := filepath.Abs(name)
		if err != nil {
			return "", err
		}
		replace[abs] = filepath.Join(temp, filepath.Base(name))
		if err := os.WriteFile(replace[abs], []byte(src), 0o600); err != nil {
			return "", err
		}
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	if err != nil {
		return "", err
	}
	list := filepath.Join(temp, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		return "", err
	}
	program = filepath.Join(temp, "program")
	said, err := exec.Command("go", "test", "-c", "-vet=off", "-overlay", list, "-o", program, "./"+dir).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, said)
	}
	return program, nil
}

// try runs the tests with a change, 0 for none, and reports whether they notice
// it. Tests that never end have noticed it.
func try(program, dir string, id int) (noticed bool, err error) {
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, program, "-test.failfast", "-test.timeout=100s")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "MUTANT="+strconv.Itoa(id))
	err = cmd.Run()
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return true, nil
	}
	return false, err
}
