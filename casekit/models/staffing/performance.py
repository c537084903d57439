"""What a queue delivers: one record, whichever model computed it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueuePerformance:
    """The long-run figures of one queue at steady rates.

    Attributes
    ----------
    probability_of_wait
        Share of all callers who find every agent busy and join the queue.
    service_level
        Share of all callers offered who are answered within the threshold: those who hang up or meet an
        engaged tone count as not answered.
    mean_wait_s
        Mean time in the queue, seconds. Erlang A counts all callers, served or not; the finite queue counts
        those it lets in. Infinite when the queue grows without end.
    occupancy
        Share of the agents' time spent on calls, 0 to 1.
    mean_queue_length
        Mean number of callers waiting. Infinite when the queue grows without end.
    abandonment
        Share of all callers who hang up before they are answered.
    blocking
        Share of all callers turned away because agents and waiting places are full (finite queues only).
    """

    probability_of_wait: float
    service_level: float
    mean_wait_s: float
    occupancy: float
    mean_queue_length: float
    abandonment: float = 0.0
    blocking: float = 0.0
