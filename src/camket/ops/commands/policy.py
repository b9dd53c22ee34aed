"""`camket policy check DIR` and `camket policy publish DIR`: a policy folder, looked at and locked."""

from __future__ import annotations

import argparse
from pathlib import Path

from camket.policy import Policy, checked_folder, missing_for_the_desk, publish
from camket.policy.loading import Folder
from camket.policy.publishing import LOCK, read_lock, unpublished


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "action",
        choices=("check", "publish"),
        help="check: every fault with file and line; publish: lock the versions that are new",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder of company.toml")


def run(args: argparse.Namespace) -> int:
    """Print every fault in both languages and return 1, or do what was asked for and return 0."""
    folder = checked_folder(args.folder)
    policy = folder.policy
    if folder.faults or policy is None:
        _tell_faults(folder)
        return 1
    if args.action == "publish":
        _publish(folder)
    else:
        _tell_all_is_well(folder, policy)
    return 0


def _tell_faults(folder: Folder) -> None:
    faults = sorted(set(folder.faults))
    for fault in faults:
        print(fault.told("vi"))
        print(fault.told("en"))
    print(f"{len(faults)} lỗi. / {len(faults)} faults.")


def _tell_all_is_well(folder: Folder, policy: Policy) -> None:
    clauses = policy.clauses
    versions = sum(len(clause.versions) for clause in clauses)
    examples = sum(len(clause.examples) for clause in clauses)
    waiting = len(unpublished(policy, read_lock(folder)))
    print(
        f"{len(clauses)} điều khoản, {versions} phiên bản ({waiting} chưa đăng), "
        f"{examples} ví dụ: không có lỗi."
    )
    print(
        f"{len(clauses)} clauses, {versions} versions ({waiting} not published yet), "
        f"{examples} examples: no fault."
    )
    if missing := missing_for_the_desk(policy):
        print(f"Để chạy bàn làm việc còn cần: {', '.join(missing)}.")
        print(f"To run the desk it still needs: {', '.join(missing)}.")


def _publish(folder: Folder) -> None:
    fresh = publish(folder)
    for version in fresh:
        print(f"{version.id} {version.in_force_from} {version.digest}")
    print(f"Đã ghi thêm {len(fresh)} phiên bản vào {LOCK}.")
    print(f"{len(fresh)} versions were added to {LOCK}.")
