#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// Files in memory, and descriptors on their way over a socket. Here and not in Swift, since the calls are GNU's or variadic and
// the places of a control message are macros.

#ifndef F_ADD_SEALS
#define F_ADD_SEALS 1033
#endif

// A file of memory that has no name; it cannot be run, where the kernel knows that. -1 on failure.
static inline int cdescriptors_memory(void) {
  const unsigned int close_on_exec = 1, allow_sealing = 2, no_exec = 8;
  int descriptor = (int)syscall(SYS_memfd_create, "document", close_on_exec | allow_sealing | no_exec);
  if (descriptor < 0 && errno == EINVAL)
    descriptor = (int)syscall(SYS_memfd_create, "document", close_on_exec | allow_sealing);
  return descriptor;
}

// From now on nobody, whoever holds it, can change it: not its bytes, not its length, not these seals. 0, or -1 on failure.
static inline int cdescriptors_seal(int descriptor) {
  const int seal = 1, shrink = 2, grow = 4, write = 8;
  return fcntl(descriptor, F_ADD_SEALS, seal | shrink | grow | write);
}

union cdescriptors_control {
  struct cmsghdr header;
  char space[CMSG_SPACE(sizeof(int))];
};

// Like send(), with a descriptor beside the first byte.
static inline ssize_t cdescriptors_send(int socket, const void *bytes, size_t count, int descriptor) {
  union cdescriptors_control control;
  memset(&control, 0, sizeof control);
  struct iovec piece = {(void *)bytes, count};
  struct msghdr message;
  memset(&message, 0, sizeof message);
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.space;
  message.msg_controllen = sizeof control.space;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  return sendmsg(socket, &message, MSG_NOSIGNAL);
}

// Like recv(); the descriptor that came along, or -1.
static inline ssize_t cdescriptors_receive(int socket, void *bytes, size_t count, int *descriptor) {
  union cdescriptors_control control;
  struct iovec piece = {bytes, count};
  struct msghdr message;
  memset(&message, 0, sizeof message);
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.space;
  message.msg_controllen = sizeof control.space;
  *descriptor = -1;
  ssize_t received = recvmsg(socket, &message, 0);
  if (received < 0) return received;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
      header->cmsg_len == CMSG_LEN(sizeof *descriptor))
    memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
  return received;
}
