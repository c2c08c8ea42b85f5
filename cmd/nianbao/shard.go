package main

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
)

// shardOf reads --shard: I/N, or auto, where a scheduler said which this is, or
// auto/N, where it said only the one. It is asked for on purpose, since a
// program within a job may have inputs of its own.
func shardOf(text string, getenv func(string) string, v voice) (batch.Shard, error) {
	if text == "" {
		return batch.Shard{}, nil
	}
	number, of, _ := strings.Cut(text, "/")
	first := 1
	if number == "auto" {
		switch {
		case getenv("JOB_COMPLETION_INDEX") != "": // an indexed job of Kubernetes
			first, number = 0, getenv("JOB_COMPLETION_INDEX")
			of = cmp.Or(of, getenv("JOB_COMPLETIONS"))
		case getenv("SLURM_ARRAY_TASK_ID") != "":
			// An array need not begin at 0, nor go by ones.
			id, err1 := strconv.Atoi(getenv("SLURM_ARRAY_TASK_ID"))
			least, err2 := strconv.Atoi(cmp.Or(getenv("SLURM_ARRAY_TASK_MIN"), "0"))
			step, err3 := strconv.Atoi(cmp.Or(getenv("SLURM_ARRAY_TASK_STEP"), "1"))
			if errors.Join(err1, err2, err3) != nil || step < 1 || (id-least)%step != 0 {
				return batch.Shard{}, wrongLine(v.say("line.shard", text))
			}
			first, number = 0, strconv.Itoa((id-least)/step)
			of = cmp.Or(of, getenv("SLURM_ARRAY_TASK_COUNT"))
		default:
			return batch.Shard{}, wrongLine(v.say("line.shard-auto"))
		}
		if of == "" {
			return batch.Shard{}, wrongLine(v.say("line.shard-count"))
		}
	}
	i, err := strconv.Atoi(number)
	n, err2 := strconv.Atoi(of)
	i += 1 - first
	if err != nil || err2 != nil || i < 1 || i > n {
		return batch.Shard{}, wrongLine(v.say("line.shard", text))
	}
	return batch.Shard{Number: i, Of: n}, nil
}
