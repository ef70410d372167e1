"""A Dask cluster as an executor: the extra ``planner[cluster]``."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from planner.errors import FileAccessError, UsageError
from planner.language import Text

_CONNECT_SECONDS = 10


class ClusterExecutor(Executor):
    """Tasks sent to a Dask scheduler. The scheduler runs again what a dying worker held, up to its own limit of deaths."""

    def __init__(self, client: Any) -> None:
        self._inner: Any = client.get_executor(pure=False)
        self._futures: set[Future[Any]] = set()

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Send one call to the cluster."""
        future: Future[Any] = self._inner.submit(function, *arguments, **named)
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster, which goes on; what was sent and is not finished is taken back with `cancel_futures`."""
        if cancel_futures:
            for future in tuple(self._futures):
                future.cancel()
        self._inner.shutdown(wait=wait)


def connect_cluster(address: str) -> Callable[[], Executor]:
    """Return what makes executors of the Dask cluster at `address`, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    UsageError
        When the extra is not installed.
    FileAccessError
        When nobody answers at `address`.
    """
    try:
        from distributed import Client
    except ImportError as error:
        text = Text(
            "--cluster needs Dask: install planner with its extra, pip install 'planner[cluster]'.",
            "--cluster 需要 Dask：请安装附加组件 pip install 'planner[cluster]'。",
        )
        raise UsageError(text) from error
    try:
        make_client: Any = Client
        client = make_client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        text = Text("No cluster answers at {a} ({e}).", "集群 {a} 无响应（{e}）。")
        raise FileAccessError(text.format(a=address, e=f"{type(error).__name__}")) from error
    return lambda: ClusterExecutor(client)
